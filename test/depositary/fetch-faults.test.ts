import { randomBytes } from 'node:crypto'
import type { RequestListener } from 'node:http'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { fetchDocument } from '../../src/depositary/fetch-document.ts'
import type { FetchMeans } from '../../src/depositary/fetch-means.ts'
import { type FetchOutcome, NOTHING_KNOWN } from '../../src/depositary/fetched-document.ts'
import { httpExchange } from '../../src/network/http-exchange.ts'
import { waitInRealTime } from '../../src/outbound/wait-in-real-time.ts'
import { failureOf, MEBIBYTE, madeMeans, SMALL_LIMITS, SOURCE } from '../network/fetching.ts'
import { httpServer, tcpServer } from '../network/loopback-server.ts'

const TARGET = { address: SOURCE, form: 'untc_xml' } as const
const TABLE = '<Document><Treaty/></Document>'
/** One limit each that is soon reached: on a busy machine another one would else be reached first. */
const SOON = {
  connected: { limits: { ...SMALL_LIMITS, connectMs: 300 } },
  answered: { limits: { ...SMALL_LIMITS, answerMs: 300 } },
  whole: { limits: { ...SMALL_LIMITS, wholeMs: 500 } },
}

function fetchFrom(origin: string, means: Partial<FetchMeans> = {}): Promise<FetchOutcome> {
  return fetchDocument(TARGET, NOTHING_KNOWN, madeMeans({ standInAt: origin, ...means }))
}

function textOf(outcome: FetchOutcome): string {
  if (outcome.outcome !== 'document') throw new Error('nothing came')
  return new TextDecoder().decode(outcome.document.bytes)
}

describe('a source that is too slow is left within the limits', () => {
  it('a server that never answers', async () => {
    await using server = await httpServer(() => undefined)
    const result = await failureOf(fetchFrom(server.origin, SOON.answered))
    expect(result).toMatchObject({ code: 'too_slow', retry: true, evidence: null })
    expect(result.message).toContain('no answer within 300 ms')
    await server.empty()
  })

  it('headers that drip', async () => {
    await using server = await tcpServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nX-Long: ')
      const drip = setInterval(() => socket.write('x'), 10)
      socket.on('close', () => clearInterval(drip))
    })
    const result = await failureOf(fetchFrom(server.origin, SOON.answered))
    expect(result).toMatchObject({ code: 'too_slow' })
    expect(result.message).toContain('no answer within 300 ms')
    await server.empty()
  })

  it('a body that drips without end, though every byte comes in time', async () => {
    await using server = await httpServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/xml' })
      const drip = setInterval(() => response.write('<'), 10)
      response.on('close', () => clearInterval(drip))
    })
    const result = await failureOf(fetchFrom(server.origin, SOON.whole))
    expect(result).toMatchObject({ code: 'too_slow', evidence: null })
    expect(result.message).toContain('no whole answer within 500 ms')
    await server.empty()
  })

  it('a connection on which the other side says nothing', async () => {
    await using server = await tcpServer((socket) => socket.resume())
    const means = { ...SOON.connected, standIn: new URL(server.origin.replace('http:', 'https:')) }
    const result = await failureOf(fetchFrom(server.origin, means))
    expect(result).toMatchObject({ code: 'too_slow' })
    expect(result.message).toContain('no connection within 300 ms')
    await server.empty()
  })

  it('a name whose look-up does not come back', async () => {
    const exchange = httpExchange({ resolve: () => new Promise(() => undefined) })
    const means = { ...SOON.connected, exchange }
    const result = await failureOf(fetchFrom('http://copy.internal', means))
    expect(result.message).toContain('no connection within 300 ms')
  })

  it('redirects share one limit', async () => {
    await using server = await httpServer((request, response) => {
      const hop = Number(String(request.url).slice(1)) + 1
      setTimeout(() => response.writeHead(302, { location: `/${hop}` }).end(), 200)
    })
    const limits = { ...SOON.whole.limits, redirects: 50 }
    const address = `${server.origin}/0`
    const means = madeMeans({ standInAt: server.origin, limits, now: Date.now })
    const result = await failureOf(fetchDocument({ address, form: null }, NOTHING_KNOWN, means))
    expect(result.code).toBe('too_slow')
  })

  it('whoever is told to stop stops at once', async () => {
    await using server = await httpServer(() => undefined)
    const stopping = new AbortController()
    setTimeout(() => stopping.abort(), 50)
    const result = await failureOf(fetchFrom(server.origin, { signal: stopping.signal }))
    expect(result).toMatchObject({ code: 'stopped', retry: false })
    await server.empty()
  })

  it('whoever is told to stop between two tries does not wait for the next', async () => {
    const stopping = new AbortController()
    await using server = await httpServer((_, response) => {
      response.writeHead(500).end()
      setTimeout(() => stopping.abort(), 50)
    })
    const retries = { tries: 3, firstMs: 60_000, factor: 1, longestMs: 60_000 }
    const means = { signal: stopping.signal, retries, wait: waitInRealTime }
    const result = await failureOf(fetchFrom(server.origin, means))
    expect(result.code).toBe('stopped')
    expect(server.seen).toHaveLength(1)
  })
})

describe('a source that sends too much is cut off', () => {
  const body = 100 * MEBIBYTE
  const piece = randomBytes(64 * 1024)

  function pour(written: { bytes: number }): RequestListener {
    return (_, response) => {
      const more = (): void => {
        while (written.bytes < body && !response.destroyed) {
          written.bytes += piece.length
          if (!response.write(piece)) {
            response.once('drain', more)
            return
          }
        }
      }
      more()
    }
  }

  it('100 MB that are announced are not read at all', async () => {
    await using server = await tcpServer((socket) => {
      socket.once('data', () => socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${body}\r\n\r\n`))
    })
    const error = await failureOf(fetchFrom(server.origin))
    expect(error).toMatchObject({ code: 'too_large', retry: false, evidence: null })
    await server.empty()
  })

  it('100 MB that are not announced are read up to the limit', async () => {
    const written = { bytes: 0 }
    await using server = await httpServer(pour(written))
    const result = await failureOf(fetchFrom(server.origin))
    expect(result.code).toBe('too_large')
    await server.empty()
    expect(written.bytes).toBeLessThan(20 * MEBIBYTE)
  })

  const zeros = Buffer.alloc(body)
  it.each([
    ['gzip', gzipSync(zeros)],
    ['br', brotliCompressSync(zeros)],
    ['deflate', deflateSync(zeros)],
    ['deflate', deflateRawSync(zeros)],
  ])('a bomb in %s is not unpacked to its end', async (encoding, bomb) => {
    expect(bomb.length).toBeLessThan(MEBIBYTE)
    await using server = await httpServer((_, response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end(bomb)
    })
    const before = process.memoryUsage().rss
    const result = await failureOf(fetchFrom(server.origin))
    expect(result).toMatchObject({ code: 'too_large', retry: false })
    expect(process.memoryUsage().rss - before).toBeLessThan(90 * MEBIBYTE)
  })

  it('bytes within the first limit and beyond the second', async () => {
    await using server = await httpServer((_, response) => response.end(Buffer.alloc(MEBIBYTE)))
    const limits = { ...SMALL_LIMITS, decodedBytes: MEBIBYTE - 1 }
    expect(await failureOf(fetchFrom(server.origin, { limits }))).toMatchObject({ code: 'too_large' })
  })

  it('exactly as much as is allowed is taken', async () => {
    await using server = await httpServer((_, response) => response.end(Buffer.alloc(MEBIBYTE, 'x')))
    const limits = { ...SMALL_LIMITS, wireBytes: MEBIBYTE, decodedBytes: MEBIBYTE }
    expect(textOf(await fetchFrom(server.origin, { limits }))).toHaveLength(MEBIBYTE)
  })

  it('headers of 64 kB', async () => {
    await using server = await tcpServer((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nX-Long: ${'x'.repeat(65_536)}\r\n\r\n`)
    })
    expect(await failureOf(fetchFrom(server.origin))).toMatchObject({ code: 'too_large' })
  })
})

describe('an answer that is not whole is no document', () => {
  const cutOff = { code: 'cut_off', retry: true, evidence: null }

  it('a reset in the middle of the body', async () => {
    await using server = await tcpServer((socket) => {
      socket.once('data', () => {
        socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n${TABLE}`)
        setTimeout(() => socket.resetAndDestroy(), 20)
      })
    })
    expect(await failureOf(fetchFrom(server.origin))).toMatchObject(cutOff)
  })

  it('a reset before the first byte', async () => {
    await using server = await tcpServer((socket) => socket.once('data', () => socket.resetAndDestroy()))
    expect(await failureOf(fetchFrom(server.origin))).toMatchObject(cutOff)
  })

  it('a body shorter than its length says', async () => {
    await using server = await tcpServer((socket) => {
      socket.once('data', () => socket.end(`HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n${TABLE}`))
    })
    expect(await failureOf(fetchFrom(server.origin))).toMatchObject(cutOff)
  })

  it('a body longer than its length says', async () => {
    await using server = await tcpServer((socket) => {
      socket.once('data', () => socket.end(`HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n${TABLE}`))
    })
    expect(await failureOf(fetchFrom(server.origin))).toMatchObject({ code: 'bad_answer', evidence: null })
  })

  it('chunks that do not come to their end', async () => {
    await using server = await tcpServer((socket) => {
      socket.once('data', () =>
        socket.end(`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n${TABLE}`),
      )
    })
    expect(await failureOf(fetchFrom(server.origin))).toMatchObject(cutOff)
  })

  it('gzip that is cut off although its length is right', async () => {
    await using server = await httpServer((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(TABLE).subarray(0, -10))
    })
    expect(await failureOf(fetchFrom(server.origin))).toMatchObject(cutOff)
  })

  it('bytes that are no gzip though they say so', async () => {
    await using server = await httpServer((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(TABLE)
    })
    expect(await failureOf(fetchFrom(server.origin))).toMatchObject({ code: 'bad_answer', retry: true })
  })

  it.each(['zstd', 'gzip, br', 'compress'])(
    'a body packed as %s, which was not asked for',
    async (encoding) => {
      await using server = await httpServer((_, response) => {
        response.writeHead(200, { 'content-encoding': encoding }).end(TABLE)
      })
      expect(await failureOf(fetchFrom(server.origin))).toMatchObject({
        code: 'unknown_encoding',
        retry: false,
      })
    },
  )

  it.each(['SSH-2.0-OpenSSH_9.6\r\n', '\u0000\u0001\u0002\u0003\r\n\r\n', 'HTTP/9.9 what\r\n\r\n'])(
    'something that is not HTTP: %j',
    async (greeting) => {
      await using server = await tcpServer((socket) => socket.once('data', () => socket.end(greeting)))
      expect(await failureOf(fetchFrom(server.origin))).toMatchObject({ code: 'bad_answer' })
    },
  )

  it('a port at which nobody listens', async () => {
    const server = await httpServer(() => undefined)
    await server[Symbol.asyncDispose]()
    expect(await failureOf(fetchFrom(server.origin))).toMatchObject({ code: 'no_connection', retry: true })
  })
})

describe('packed answers are unpacked', () => {
  it.each([
    ['gzip', gzipSync(TABLE)],
    ['X-GZIP', gzipSync(TABLE)],
    ['br', brotliCompressSync(TABLE)],
    ['deflate', deflateSync(TABLE)],
    ['deflate', deflateRawSync(TABLE)],
    ['identity', Buffer.from(TABLE)],
  ])('%s', async (encoding, packed) => {
    await using server = await httpServer((_, response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end(packed)
    })
    expect(textOf(await fetchFrom(server.origin))).toBe(TABLE)
    expect(server.seen[0]?.headers['accept-encoding']).toBe('gzip, deflate, br')
  })

  it('a server that keeps connections alive is not waited for', async () => {
    await using server = await tcpServer((socket) => {
      const head = `HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: ${TABLE.length}\r\n\r\n`
      socket.once('data', () => socket.write(`${head}${TABLE}`))
    })
    const result = await fetchFrom(server.origin)
    expect(textOf(result)).toBe(TABLE)
    await server.empty()
  })
})
