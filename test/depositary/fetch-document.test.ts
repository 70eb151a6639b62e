import { createHash } from 'node:crypto'
import type { RequestListener } from 'node:http'
import { describe, expect, it } from 'vitest'
import { fetchDocument } from '../../src/depositary/fetch-document.ts'
import type { FetchMeans } from '../../src/depositary/fetch-means.ts'
import { type KnownDocument, NOTHING_KNOWN } from '../../src/depositary/fetched-document.ts'
import { failureOf, madeMeans, SMALL_LIMITS, SOURCE, START } from '../network/fetching.ts'
import { httpServer } from '../network/loopback-server.ts'

const TARGET = { address: SOURCE, form: 'untc_xml' } as const
const TABLE = '<Document><Treaty/></Document>'
const TABLE_SHA256 = createHash('sha256').update(TABLE).digest('hex')
const DAY_MS = 24 * 60 * 60 * 1000
const STARTED = new Date(START).toISOString()

const KNOWN: KnownDocument = {
  sha256: TABLE_SHA256,
  etag: '"v1"',
  lastModified: 'Mon, 23 Nov 2026 09:00:00 GMT',
  receivedAt: new Date(START - DAY_MS).toISOString(),
}

/** Answers each request with the next of these, the last one again and again. */
function inOrder(...answers: readonly RequestListener[]): RequestListener {
  let next = 0
  return (request, response) => {
    const answer = answers[Math.min(next, answers.length - 1)]
    next += 1
    answer?.(request, response)
  }
}

function status(code: number, headers: Record<string, string> = {}, body = 'not now'): RequestListener {
  return (_, response) => response.writeHead(code, headers).end(body)
}

const good = status(200, { 'content-type': 'text/xml', etag: '"v1"' }, TABLE)
const THREE_TRIES = { tries: 3, firstMs: 1000, factor: 4, longestMs: 60_000 }

describe('a document as it is fetched', () => {
  it('carries its bytes, their SHA-256, both addresses, status, headers and the instant', async () => {
    await using server = await httpServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/xml', etag: '"v1"', 'set-cookie': 'id=1' }).end(TABLE)
    })
    const outcome = await fetchDocument(TARGET, NOTHING_KNOWN, madeMeans({ standInAt: server.origin }))
    if (outcome.outcome !== 'document') throw new Error('no document')
    const { bytes, headers, ...rest } = outcome.document
    expect(new TextDecoder().decode(bytes)).toBe(TABLE)
    expect(rest).toEqual({
      sha256: TABLE_SHA256,
      asked: SOURCE,
      final: `${server.origin}/doc/Volume%20II/table.xml?lang=en`,
      status: 200,
      fetchedAt: STARTED,
    })
    expect(headers).toMatchObject({ 'content-type': 'text/xml', etag: '"v1"' })
    expect(headers).not.toHaveProperty('set-cookie')
    expect(outcome.known).toEqual({
      sha256: TABLE_SHA256,
      etag: '"v1"',
      lastModified: null,
      receivedAt: STARTED,
    })
  })

  it('the request says who asks, for what, and nothing of what is not known', async () => {
    await using server = await httpServer(good)
    await fetchDocument(TARGET, NOTHING_KNOWN, madeMeans({ standInAt: server.origin }))
    expect(server.seen[0]?.headers).toEqual({
      host: `127.0.0.1:${server.port}`,
      'user-agent': 'palermo-tracker/test',
      accept: 'application/xml, text/xml, text/html;q=0.5, */*;q=0.1',
      'accept-language': 'en',
      'accept-encoding': 'gzip, deflate, br',
      connection: 'close',
    })
  })

  it('an outage page with status 200 is a document, whatever it calls itself: it is for the reader to say so', async () => {
    await using server = await httpServer(status(200, { 'content-type': 'text/html' }, '<html>Maintenance'))
    const outcome = await fetchDocument(TARGET, KNOWN, madeMeans({ standInAt: server.origin }))
    expect(outcome.outcome).toBe('document')
  })

  it('an empty body is a document of no bytes', async () => {
    await using server = await httpServer(status(200, {}, ''))
    const outcome = await fetchDocument(TARGET, KNOWN, madeMeans({ standInAt: server.origin }))
    expect(outcome).toMatchObject({ outcome: 'document', document: { bytes: new Uint8Array() } })
  })

  it.each(['image/png', 'application/pdf', 'application/zip', 'video/mp4'])(
    'what says it is %s is kept as evidence and not read',
    async (type) => {
      await using server = await httpServer(status(200, { 'content-type': type }, TABLE))
      const error = await failureOf(fetchDocument(TARGET, KNOWN, madeMeans({ standInAt: server.origin })))
      expect(error).toMatchObject({ code: 'wrong_content_type', retry: false })
      expect(error.evidence?.sha256).toBe(TABLE_SHA256)
    },
  )
})

describe('a source that has not changed', () => {
  it('says so when it is told which version is known', async () => {
    await using server = await httpServer((request, response) => {
      const same = request.headers['if-none-match'] === '"v1"'
      response.writeHead(same ? 304 : 200, { etag: '"v1"' }).end(same ? undefined : TABLE)
    })
    const outcome = await fetchDocument(TARGET, KNOWN, madeMeans({ standInAt: server.origin }))
    expect(outcome).toEqual({
      outcome: 'unchanged',
      how: 'not_modified',
      final: `${server.origin}/doc/Volume%20II/table.xml?lang=en`,
      checkedAt: STARTED,
      known: KNOWN,
    })
    expect(server.seen[0]?.headers).toMatchObject({
      'if-none-match': '"v1"',
      'if-modified-since': 'Mon, 23 Nov 2026 09:00:00 GMT',
    })
  })

  it('sends the same bytes: nothing new, but received today, under the name it has today', async () => {
    await using server = await httpServer(status(200, { etag: '"v2"' }, TABLE))
    const outcome = await fetchDocument(TARGET, KNOWN, madeMeans({ standInAt: server.origin }))
    expect(outcome).toMatchObject({
      outcome: 'unchanged',
      how: 'same_bytes',
      known: { sha256: TABLE_SHA256, etag: '"v2"', lastModified: null, receivedAt: STARTED },
    })
  })

  it('is not believed for longer than a week: then the bytes are asked for', async () => {
    await using server = await httpServer(good)
    const receivedAt = new Date(START - SMALL_LIMITS.believedMs - 1).toISOString()
    const outcome = await fetchDocument(
      TARGET,
      { ...KNOWN, receivedAt },
      madeMeans({ standInAt: server.origin }),
    )
    expect(server.seen[0]?.headers).not.toHaveProperty('if-none-match')
    expect(server.seen[0]?.headers).not.toHaveProperty('if-modified-since')
    expect(outcome).toMatchObject({ how: 'same_bytes', known: { receivedAt: STARTED } })
  })

  it('is not believed when it says "not modified" unasked', async () => {
    await using server = await httpServer(status(304, {}, ''))
    const means = madeMeans({ standInAt: server.origin })
    const error = await failureOf(fetchDocument(TARGET, NOTHING_KNOWN, means))
    expect(error).toMatchObject({ code: 'unexpected_status', retry: false })
  })

  it('a name of a version that cannot be a header is not sent back', async () => {
    await using server = await httpServer(status(200, { etag: `"${'x'.repeat(600)}"` }, TABLE))
    const outcome = await fetchDocument(TARGET, NOTHING_KNOWN, madeMeans({ standInAt: server.origin }))
    expect(outcome.known.etag).toBeNull()
  })
})

describe('a source that answers with an error', () => {
  it.each([
    [404, 'not_found', false],
    [410, 'not_found', false],
    [401, 'forbidden', false],
    [403, 'forbidden', false],
    [400, 'unexpected_status', false],
    [206, 'unexpected_status', false],
    [204, 'unexpected_status', false],
    [500, 'server_error', true],
    [502, 'server_error', true],
    [503, 'server_error', true],
    [429, 'asked_to_wait', true],
  ] as const)('%i is %s; what came is evidence', async (code, name, retry) => {
    await using server = await httpServer(status(code))
    const error = await failureOf(fetchDocument(TARGET, KNOWN, madeMeans({ standInAt: server.origin })))
    expect(error).toMatchObject({ code: name, retry, notBefore: null })
    expect(error.evidence).toMatchObject({ status: code, asked: SOURCE })
    const bytes = error.evidence === null ? null : new TextDecoder().decode(error.evidence.bytes)
    expect(bytes).toBe(code === 204 ? '' : 'not now')
  })

  it('is asked again after a while, and its document is taken when it comes', async () => {
    await using server = await httpServer(inOrder(status(503), status(500), good))
    const means = madeMeans({ standInAt: server.origin, retries: THREE_TRIES })
    expect((await fetchDocument(TARGET, NOTHING_KNOWN, means)).outcome).toBe('document')
    expect(means.waits).toEqual([750, 3000])
  })

  it('is given up after the last try', async () => {
    await using server = await httpServer(status(500))
    const means = madeMeans({ standInAt: server.origin, retries: THREE_TRIES })
    expect(await failureOf(fetchDocument(TARGET, NOTHING_KNOWN, means))).toMatchObject({
      code: 'server_error',
    })
    expect(server.seen).toHaveLength(3)
  })

  it('is not asked again where that is of no use', async () => {
    await using server = await httpServer(status(404))
    const means = madeMeans({ standInAt: server.origin, retries: THREE_TRIES })
    await failureOf(fetchDocument(TARGET, NOTHING_KNOWN, means))
    expect(server.seen).toHaveLength(1)
  })

  it('a connection that breaks once is made again', async () => {
    const broken: RequestListener = (request) => request.socket.resetAndDestroy()
    await using server = await httpServer(inOrder(broken, good))
    const means = madeMeans({ standInAt: server.origin, retries: THREE_TRIES })
    expect((await fetchDocument(TARGET, NOTHING_KNOWN, means)).outcome).toBe('document')
  })
})

describe('a source that wants to be left alone', () => {
  it.each([
    [429, { 'retry-after': '30' }],
    [503, { 'retry-after': '30' }],
    [503, { 'retry-after': 'Tue, 24 Nov 2026 12:00:30 GMT', date: 'Tue, 24 Nov 2026 12:00:00 GMT' }],
  ])('%i %o is obeyed to the second', async (code, headers) => {
    const asked: number[] = []
    const means: FetchMeans & { readonly waits: number[] } = madeMeans({ retries: THREE_TRIES })
    await using server = await httpServer((request, response) => {
      asked.push(means.now() - START)
      inOrder(asked.length === 1 ? status(code, headers) : good)(request, response)
    })
    await fetchDocument(TARGET, NOTHING_KNOWN, { ...means, standIn: new URL(server.origin) })
    expect(asked).toEqual([0, 30_000])
  })

  it('for longer than a run can wait: it is left alone, and so are its other pages', async () => {
    await using server = await httpServer(status(429, { 'retry-after': '3600' }))
    const means = madeMeans({ standInAt: server.origin, retries: THREE_TRIES })
    const first = await failureOf(fetchDocument(TARGET, NOTHING_KNOWN, means))
    const inAnHour = new Date(START + 3_600_000).toISOString()
    expect(first).toMatchObject({ code: 'asked_to_wait', notBefore: inAnHour })
    const other = { ...TARGET, address: 'https://source.example/doc/other.xml' }
    const second = await failureOf(fetchDocument(other, NOTHING_KNOWN, means))
    expect(second).toMatchObject({ code: 'asked_to_wait', notBefore: inAnHour, evidence: null })
    expect(server.seen).toHaveLength(1)
    expect(means.waits).toEqual([])
  })

  it('what a page that is not there says of waiting is not heard', async () => {
    await using server = await httpServer(status(404, { 'retry-after': '3600' }))
    const error = await failureOf(fetchDocument(TARGET, KNOWN, madeMeans({ standInAt: server.origin })))
    expect(error.notBefore).toBeNull()
  })
})

describe('one request at a time', () => {
  it('eight looks at one host never meet', async () => {
    let underWay = 0
    let most = 0
    await using server = await httpServer((_, response) => {
      underWay += 1
      most = Math.max(most, underWay)
      setTimeout(() => {
        underWay -= 1
        response.end(TABLE)
      }, 10)
    })
    const means = madeMeans({ standInAt: server.origin })
    const looks = Array.from({ length: 8 }, () => fetchDocument(TARGET, NOTHING_KNOWN, means))
    await Promise.all(looks)
    expect(most).toBe(1)
    expect(means.now() - START).toBe(7000)
  })
})
