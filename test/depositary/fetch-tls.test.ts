import { afterEach, describe, expect, it, vi } from 'vitest'
import { fetchDocument } from '../../src/depositary/fetch-document.ts'
import { NOTHING_KNOWN } from '../../src/depositary/fetched-document.ts'
import type { Resolve } from '../../src/network/checked-socket.ts'
import { httpExchange } from '../../src/network/http-exchange.ts'
import { failureOf, madeMeans } from '../network/fetching.ts'
import { httpsServer, type LoopbackServer, tcpServer } from '../network/loopback-server.ts'
import { selfSigned } from '../network/self-signed.ts'

const GOOD = selfSigned('source.example')
const TABLE = '<Document/>'

const atLoopback: Resolve = async () => [{ address: '127.0.0.1', family: 4 }]

function fetchFrom(server: LoopbackServer, trust: readonly string[], host = 'source.example') {
  const origin = `https://${host}:${server.port}`
  const means = madeMeans({
    exchange: httpExchange({ resolve: atLoopback, trust }),
    allowed: [origin],
    permitted: ['127.0.0.1/32'],
  })
  return fetchDocument({ address: `${origin}/table.xml`, form: null }, NOTHING_KNOWN, means)
}

afterEach(() => {
  vi.unstubAllEnvs()
})

describe('the secure connection', () => {
  const refused = { code: 'tls_failed', retry: false, evidence: null }
  let served = 0
  const serve = (certificate: typeof GOOD) => {
    served = 0
    return httpsServer(certificate, (_, response) => {
      served += 1
      response.end(TABLE)
    })
  }

  it('a certificate that signed itself is refused, and nothing is sent', async () => {
    await using server = await serve(GOOD)
    const error = await failureOf(fetchFrom(server, []))
    expect(error).toMatchObject(refused)
    expect(error.message).toContain('DEPTH_ZERO_SELF_SIGNED_CERT')
    expect(served).toBe(0)
  })

  it('it is refused also where the environment turns the check off', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
    await using server = await serve(GOOD)
    expect(await failureOf(fetchFrom(server, []))).toMatchObject(refused)
    expect(served).toBe(0)
  })

  it('a trusted certificate is good for its own host, asked for by name though connected to by address', async () => {
    await using server = await serve(GOOD)
    const outcome = await fetchFrom(server, [GOOD.cert])
    expect(outcome.outcome).toBe('document')
    expect(server.names).toEqual(['source.example'])
  })

  it('a trusted certificate is not good for another host', async () => {
    await using server = await serve(GOOD)
    const error = await failureOf(fetchFrom(server, [GOOD.cert], 'other.example'))
    expect(error).toMatchObject(refused)
    expect(error.message).toContain('ERR_TLS_CERT_ALTNAME_INVALID')
    expect(served).toBe(0)
  })

  it('a certificate that has expired is refused', async () => {
    const expired = selfSigned('source.example', -1)
    await using server = await serve(expired)
    const error = await failureOf(fetchFrom(server, [expired.cert]))
    expect(error).toMatchObject(refused)
    expect(error.message).toContain('CERT_HAS_EXPIRED')
  })

  it('a server that speaks no TLS', async () => {
    await using server = await tcpServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    expect(await failureOf(fetchFrom(server, []))).toMatchObject(refused)
  })

  it('a server that hangs up in the middle of it', async () => {
    await using server = await tcpServer((socket) => socket.once('data', () => socket.resetAndDestroy()))
    expect(await failureOf(fetchFrom(server, []))).toMatchObject(refused)
  })
})
