import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { LOCAL_RANGES } from '../../src/outbound/allowed-address.ts'
import type { OutboundRequest } from '../../src/outbound/exchange.ts'
import { fetchExchange } from '../../src/outbound/fetch-exchange.ts'

const LIMITS = {
  connectMs: 60_000,
  answerMs: 60_000,
  wholeMs: 60_000,
  wireBytes: 10_000,
  decodedBytes: 10_000,
}

describe('a request by the platform’s own fetch', () => {
  const servers: Server[] = []
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections()
      server.close()
    }
  })
  const serving = async (listener: RequestListener): Promise<URL> => {
    const server = createServer(listener)
    servers.push(server)
    await once(server.listen(0, '127.0.0.1'), 'listening')
    return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/page`)
  }
  const ask = (url: URL, changed: Partial<OutboundRequest> = {}) =>
    fetchExchange()({
      ...{ method: 'GET', url, headers: {}, body: null, limits: LIMITS, permitted: LOCAL_RANGES },
      signal: new AbortController().signal,
      ...changed,
    })

  it.each([
    'http://127.0.0.1:9/',
    'http://[::1]:9/',
    'http://169.254.169.254/',
    'http://localhost:9/',
    'http://db.internal/',
  ])('to %s is refused before anything is sent', async (address) => {
    await expect(ask(new URL(address), { permitted: [] })).rejects.toMatchObject({ code: 'address_refused' })
  })

  it('follows no redirect', async () => {
    const url = await serving((_, response) =>
      response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
    )
    expect(await ask(url)).toMatchObject({ status: 302, headers: { location: 'http://169.254.169.254/' } })
  })

  it('that nothing has changed since is answered so', async () => {
    const url = await serving((request, response) =>
      response.writeHead(request.headers['if-none-match'] === '"1"' ? 304 : 500).end(),
    )
    const headers = { 'if-none-match': '"1"' }
    expect(await ask(url, { headers })).toMatchObject({ status: 304, bytes: new Uint8Array() })
  })

  it('reads no more than its limit, also of what is packed', async () => {
    const long = await serving((_, response) => response.end(Buffer.alloc(50_000_000)))
    await expect(ask(long)).rejects.toMatchObject({ code: 'too_large' })
    const bomb = gzipSync(Buffer.alloc(50_000_000))
    const packed = await serving((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    )
    await expect(ask(packed)).rejects.toMatchObject({ code: 'too_large' })
  })

  it('that is not answered in its time ends', async () => {
    const url = await serving(() => undefined)
    await expect(ask(url, { limits: { ...LIMITS, wholeMs: 300 } })).rejects.toMatchObject({
      code: 'too_slow',
    })
  })

  it('ends when the program is told to stop, and says when the connection breaks', async () => {
    const stopping = new AbortController()
    const silent = await serving(() => stopping.abort())
    await expect(ask(silent, { signal: stopping.signal })).rejects.toMatchObject({ code: 'stopped' })
    const broken = await serving((request) => request.socket.destroy())
    await expect(ask(broken)).rejects.toMatchObject({ code: 'no_connection' })
  })
})
