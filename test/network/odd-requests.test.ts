import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { saidAlways } from '../../src/http/guard.ts'
import { REFUSAL_HEADERS } from '../../src/http/headers.ts'
import { makeServer } from '../../src/listen.ts'
import { NOW, testApp } from '../http/ask-app.ts'

const guard = { clientOf: () => 'anybody', perMinute: null, secure: true, now: () => NOW }
const app = testApp(undefined, { guard })
const always = { ...REFUSAL_HEADERS, ...saidAlways(true) }
let begun = 0
const server = makeServer({
  fetch: (request, env) => {
    begun += 1
    return app.fetch(request, env)
  },
  first: null,
  always,
})

beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

type Answer = {
  readonly status: number
  readonly type: string
  readonly head: string
  readonly body: string
}

/** Everything that is answered to the bytes, until the server or, if it keeps on listening, we close the connection. */
async function answersTo(bytes: string): Promise<Answer[]> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  const pieces: Buffer[] = []
  socket.on('data', (piece) => pieces.push(piece))
  socket.on('error', () => undefined)
  socket.write(Buffer.from(bytes, 'latin1'))
  await once(socket, 'close')
  return Buffer.concat(pieces)
    .toString()
    .split(/(?=HTTP\/1\.1 \d{3} )/)
    .filter((text) => text !== '')
    .map((text) => {
      const [head = '', ...rest] = text.split('\r\n\r\n')
      const type = /^content-type: (.*)$/im.exec(head)?.[1] ?? ''
      return { status: Number(head.slice(9, 12)), type, head, body: rest.join('\r\n\r\n') }
    })
}

const HOST = 'host: here\r\n'
const LAST = 'connection: close\r\n\r\n'

describe('requests that no client of ours sends', () => {
  it.each<[string, number, string]>([
    [
      'two lengths that differ',
      400,
      `POST / HTTP/1.1\r\n${HOST}content-length: 2\r\ncontent-length: 3\r\n\r\n{} `,
    ],
    [
      'a length and pieces',
      400,
      `POST / HTTP/1.1\r\n${HOST}content-length: 6\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nG`,
    ],
    [
      'a transfer that nobody knows',
      400,
      `POST / HTTP/1.1\r\n${HOST}transfer-encoding: xchunked\r\n\r\n0\r\n\r\n`,
    ],
    [
      'a piece without a size',
      400,
      `POST /v1/treaties HTTP/1.1\r\n${HOST}transfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n`,
    ],
    ['a length below zero', 400, `POST / HTTP/1.1\r\n${HOST}content-length: -5\r\n\r\n`],
    ['a blank before a colon', 400, `GET / HTTP/1.1\r\n${HOST}content-length : 5\r\n\r\nhello`],
    ['a line that goes on in the next', 400, `GET / HTTP/1.1\r\n${HOST}x: a\r\n b\r\n${LAST}`],
    ['lines that end in a line feed alone', 400, 'GET / HTTP/1.1\nhost: here\nconnection: close\n\n'],
    ['a zero byte in the address', 400, `GET /v1/tre\0aties HTTP/1.1\r\n${HOST}${LAST}`],
    ['bytes that are no letters in the address', 400, `GET /v1/\xff\xfe HTTP/1.1\r\n${HOST}${LAST}`],
    ['a backslash in the address', 400, `GET /\\elsewhere.example/ HTTP/1.1\r\n${HOST}${LAST}`],
    ['no address', 400, `GET * HTTP/1.1\r\n${HOST}${LAST}`],
    ['no address to ask what can be done', 400, `OPTIONS * HTTP/1.1\r\n${HOST}${LAST}`],
    ['half an address', 400, `GET http:// HTTP/1.1\r\n${HOST}${LAST}`],
    ['an address with a broken host', 400, `GET http://[::1/x HTTP/1.1\r\n${HOST}${LAST}`],
    ['no host', 400, `GET /v1/treaties HTTP/1.1\r\n${LAST}`],
    ['no host in the old version', 400, 'GET /v1/treaties HTTP/1.0\r\n\r\n'],
    ['an empty host', 400, `GET /v1/treaties HTTP/1.1\r\nhost:\r\n${LAST}`],
    ['a host that cannot be one', 400, `GET /v1/treaties HTTP/1.1\r\nhost: a b/<script>\r\n${LAST}`],
    ['two hosts', 400, `GET /v1/treaties HTTP/1.1\r\nhost: here\r\nHost: elsewhere\r\n${LAST}`],
    ['a method that would send everything back', 405, `TRACE /v1/treaties HTTP/1.1\r\n${HOST}${LAST}`],
    ['a tunnel to elsewhere', 405, `CONNECT elsewhere.example:443 HTTP/1.1\r\n${HOST}\r\n`],
    [
      'a question with a body that is too long',
      413,
      `GET /v1/treaties HTTP/1.1\r\n${HOST}content-length: 70000\r\n${LAST}${'x'.repeat(70_000)}`,
    ],
    [
      'a question with a body in pieces',
      413,
      `GET /v1/treaties HTTP/1.1\r\n${HOST}transfer-encoding: chunked\r\n${LAST}5\r\nhello\r\n0\r\n\r\n`,
    ],
    ['a method of another protocol', 404, `PROPFIND /v1/treaties HTTP/1.1\r\n${HOST}${LAST}`],
    [
      'an expectation',
      417,
      `POST /v1/treaties HTTP/1.1\r\n${HOST}expect: the-moon\r\ncontent-length: 2\r\n${LAST}{}`,
    ],
    ['the first bytes of TLS', 400, `\x16\x03\x01\x02\x00\x01${'\0'.repeat(600)}`],
    ['the first bytes of HTTP/2', 400, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    [
      'another host at the beginning of the path',
      404,
      `GET //elsewhere.example/v1/treaties HTTP/1.1\r\n${HOST}${LAST}`,
    ],
  ])('%s: a problem document', async (_, status, bytes) => {
    const answers = await answersTo(bytes)
    expect(answers.map((one) => [one.status, one.type])).toEqual([[status, 'application/problem+json']])
    // Also where the answer was given before there was a request that the program could see.
    for (const field of [
      /^content-security-policy: default-src 'none'; frame-ancestors 'none'\r?$/im,
      /^strict-transport-security: max-age=31536000/im,
      /^x-content-type-options: nosniff\r?$/im,
      /^referrer-policy: no-referrer\r?$/im,
      /^cache-control: no-store\r?$/im,
    ]) {
      expect(answers[0]?.head.match(new RegExp(field, 'gim')) ?? [], String(field)).toHaveLength(1)
    }
    const body = JSON.parse(String(answers[0]?.body))
    expect(body).toMatchObject({
      status,
      title: expect.any(String),
      type: expect.stringMatching(/^\/docs#problem-/),
    })
  })

  it('asked as a proxy it does not go elsewhere', async () => {
    const [absolute] = await answersTo(`GET http://elsewhere.example/v1/treaties HTTP/1.1\r\n${HOST}${LAST}`)
    expect([absolute?.status, absolute?.type]).toEqual([200, 'application/json'])
  })

  it('a request within the body of a refused one is not answered', async () => {
    const inner = `GET /v1/scoreboard HTTP/1.1\r\n${HOST}\r\n`
    const outer = `POST /v1/treaties HTTP/1.1\r\n${HOST}content-length: ${inner.length}\r\n\r\n${inner}`
    const answers = await answersTo(`${outer}GET /healthz HTTP/1.1\r\n${HOST}${LAST}`)
    expect(answers.map(({ status }) => status)).toEqual([405, 200])
    expect(answers[1]?.body).not.toContain('brier')
  })

  it('requests that are sent on while nothing is read are not begun before the answers to those before them have left', async () => {
    const before = begun
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    socket.on('error', () => undefined)
    socket.pause()
    // More than the system itself takes for a reader that does not read.
    const ask = `GET /v1/events.ndjson?limit=1000 HTTP/1.1\r\n${HOST}\r\n`
    socket.write(ask.repeat(60))
    let last = -1
    await expect
      .poll(
        () => {
          const still = begun === last && begun > before
          last = begun
          return still
        },
        { interval: 1_000, timeout: 60_000 },
      )
      .toBe(true)
    expect(begun - before).toBeLessThan(50)
    const were = begun
    socket.destroy()
    await wait(500)
    expect(begun).toBe(were)
  })

  it('a connection that sends on and on before anything is answered is given up', async () => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    socket.on('error', () => undefined)
    socket.pause()
    socket.write(`GET /v1/events.ndjson?limit=1000 HTTP/1.1\r\n${HOST}\r\n`.repeat(400))
    let answered = 0
    socket.on('data', (piece) => {
      answered += piece.toString('latin1').split('HTTP/1.1 200').length - 1
    })
    socket.resume()
    await once(socket, 'close')
    expect(answered).toBeLessThan(200)
    expect((await answersTo(`GET /healthz HTTP/1.1\r\n${HOST}${LAST}`)).map(({ status }) => status)).toEqual([
      200,
    ])
  })

  it('requests sent at once are answered in their order', async () => {
    const one = (path: string) => `GET ${path} HTTP/1.1\r\n${HOST}`
    const answers = await answersTo(
      `${one('/healthz')}\r\n${one('/nothing')}\r\n${one('/v1/treaties')}\r\n${one('/healthz')}${LAST}`,
    )
    expect(answers.map(({ status }) => status)).toEqual([200, 404, 200, 200])
  })
})
