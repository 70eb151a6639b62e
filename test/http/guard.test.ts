import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { createApp } from '../../src/http/app.ts'
import { clientBehind } from '../../src/http/client.ts'
import { costlyQueue } from '../../src/http/costly-queue.ts'
import { guard, saidAlways } from '../../src/http/guard.ts'
import { REFUSAL_HEADERS } from '../../src/http/headers.ts'
import { startOfficers } from '../../src/http/officers.ts'
import { limitConnections, SERVER_OPTIONS } from '../../src/network/server-limits.ts'
import { realView } from '../answers/real-record.ts'
import { DATABASES } from '../store/databases.ts'
import { json, NOW, testApp } from './ask-app.ts'

const app = testApp()
const ALWAYS = { ...REFUSAL_HEADERS, ...saidAlways(true) }

async function expectProblem(response: Response, status: number) {
  expect(response.status).toBe(status)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  expect(await json(response)).toMatchObject({
    status,
    title: expect.any(String),
    type: expect.stringMatching(/^\/docs#problem-/),
  })
}

describe('one beyond each limit', () => {
  test('an address of more than 8 kB is 414', async () => {
    const long = (length: number) => `http://localhost/v1/treaties?as_of=${'x'.repeat(length - 35)}`
    expect(long(8192)).toHaveLength(8192)
    await expectProblem(await app.request(long(8193)), 414)
    expect((await app.request(long(8192))).status).toBe(400)
  })

  test('51 parameters are 400', async () => {
    const ask = (count: number) =>
      app.request(`/v1/treaties?${Array.from({ length: count }, () => 'x=1').join('&')}`)
    const response = await ask(51)
    expect((await json(response.clone()))['detail']).toContain('at most 50 parameters')
    await expectProblem(response, 400)
    expect((await json(await ask(50)))['detail']).not.toContain('at most 50 parameters')
  })

  test('a page of 1,001 rows is 400', async () => {
    await expectProblem(await app.request('/v1/events?limit=1001'), 400)
  })

  test('a what-if of more than 200 deposits, or of more than 4,000 letters, is 400', async () => {
    const ask = (count: number) => {
      const add = Array.from({ length: count }, () => 'FRA:2027-01-01').join(',')
      return app.request(`/v1/treaties/firearms/projection?add=${add}`)
    }
    expect((await json(await ask(201)))['detail']).toContain('expected at most 200')
    await expectProblem(await ask(201), 400)
    await expectProblem(await app.request(`/v1/treaties/firearms/projection?add=${'x'.repeat(4_001)}`), 400)
    expect((await ask(200)).status).toBe(200)
  })

  test('a file of an export with one row more than is given is 403 before its first byte, and says where its rows are', async () => {
    const rows = realView().record.events.length
    const short = await testApp(realView(), { exportRows: rows - 1 }).request('/v1/export/events.ndjson')
    expect((await json(short.clone()))['detail']).toBe(
      `events.ndjson has ${rows} rows; this server gives files of at most ${rows - 1}. Ask for events page by page (/v1/events?since=0, then since=<next_since>), or let the operator run \`palermo export\`, which has no limit.`,
    )
    await expectProblem(short, 403)
    const other = await testApp(realView(), { exportRows: 1 }).request('/v1/export/participants.ndjson')
    expect((await json(other))['detail']).toMatch(
      /^participants\.ndjson has \d+ rows; this server gives files of at most 1\. The operator may set EXPORT_ROWS higher, or run `palermo export`, which has no limit\.$/,
    )
    const whole = await testApp(realView(), { exportRows: rows }).request('/v1/export/events.ndjson')
    expect((await whole.text()).trimEnd().split('\n')).toHaveLength(rows)
  })

  test('an export is sent piece by piece, as it is read', async () => {
    const { body } = await app.request('/v1/export/events.ndjson')
    const reader = body?.getReader()
    const first = await reader?.read()
    const length = first?.value?.length ?? 0
    expect(length).toBeGreaterThan(0)
    expect(length).toBeLessThan(
      Buffer.byteLength(await (await app.request('/v1/export/events.ndjson')).text()),
    )
    await reader?.cancel()
  })

  test('a body of more than 64 kB is 413, whatever it says of its length', async () => {
    const post = (body: BodyInit, headers = {}) =>
      app.request('/v1/treaties', { method: 'POST', body, headers, duplex: 'half' } as RequestInit)
    await expectProblem(await post('x'.repeat(65_537)), 413)
    expect((await post('x'.repeat(65_536))).status).toBe(405)
    const endless = new ReadableStream({ pull: (into) => into.enqueue(new Uint8Array(10_000)) })
    await expectProblem(await post(endless), 413)
    await expectProblem(await post('x', { 'content-length': '99999999' }), 413)
  })

  test('a body that does not come in time is 408, the fault of who sends it', async () => {
    const whole = new Hono()
    whole.post('/', async (c) => c.text(await c.req.text()))
    guard(whole, { clientOf: () => 'x', perMinute: null, secure: false, now: () => NOW, timeMs: 60 })
    const post = (body: BodyInit) =>
      whole.request('/', { method: 'POST', body, duplex: 'half' } as RequestInit)
    const drip = new ReadableStream({
      pull: async (into) => {
        await new Promise((resolve) => setTimeout(resolve, 10))
        into.enqueue(new Uint8Array(1))
      },
    })
    await expectProblem(await post(drip), 408)
    expect(await (await post('in time')).text()).toBe('in time')
  })

  test('an answer that does not begin in time is 503, and says when to ask again', async () => {
    const slow = new Hono()
    slow.on(['GET', 'POST'], '/', () => new Promise<Response>(() => undefined))
    guard(slow, { clientOf: () => 'x', perMinute: null, secure: false, now: () => NOW, timeMs: 30 })
    for (const init of [{}, { method: 'POST', body: '{}' }]) {
      const answer = await slow.request('/', init)
      expect(answer.headers.get('retry-after')).toBe('5')
      await expectProblem(answer, 503)
    }
  })
})

describe('more costly requests than there is time for', () => {
  const busyFor = (ms: number): void => {
    const began = performance.now()
    while (performance.now() - began < ms);
  }
  const answered = (response: Response, order: string[], name: string) => {
    order.push(name)
    return response
  }

  test('starve nobody: the first are answered, the rest are told to ask again, what is quick is answered in between', async () => {
    const slow = new Hono()
    slow.get('/', (c) => {
      busyFor(20)
      return c.text('costly')
    })
    slow.get('/healthz', (c) => c.text('quick'))
    const costly = costlyQueue({ longestMs: 200 })
    guard(slow, { clientOf: () => '127.0.0.1', perMinute: null, secure: false, now: () => NOW, costly })
    const order: string[] = []
    const all = Array.from({ length: 30 }, async () =>
      answered(await slow.request('/?as_of=2003-09-29'), order, 'costly'),
    )
    const quick = answered(await slow.request('/healthz'), order, 'quick')
    const answers = await Promise.all(all)
    expect(await quick.text()).toBe('quick')
    expect(order.indexOf('quick')).toBeLessThan(5)
    const made = answers.filter(({ status }) => status === 200)
    const refused = answers.filter(({ status }) => status === 503)
    expect(made.length).toBeGreaterThan(0)
    expect(refused.length).toBeGreaterThan(0)
    expect(made.length + refused.length).toBe(30)
    expect(refused.at(-1)?.headers.get('retry-after')).toBe('5')
    for (const response of refused) await expectProblem(response, 503)
  })
})

test.each([
  ['gone', { destroyed: true }, 1, 499],
  ['closed its side of the connection a while ago', { socket: { readableEnded: true } }, 1_500, 499],
  ['just closed its side of the connection', { socket: { readableEnded: true } }, 500, 200],
])('what is costly, for a reader who has %s', async (_, end, tookMs, status) => {
  const slow = new Hono()
  let made = 0
  let at = 0
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => at)
  onTestFinished(() => clock.mockRestore())
  slow.get('/', (c) => {
    made += 1
    at += tookMs
    return c.text('costly')
  })
  const costly = costlyQueue()
  guard(slow, { clientOf: () => '127.0.0.1', perMinute: null, secure: false, now: () => NOW, costly })
  const outgoing = { setHeader: () => undefined, destroyed: false, socket: { readableEnded: false } }
  const ask = (env = {}) => slow.request('/?as_of=2003-09-29', {}, env)
  // The first is begun before the others are asked for.
  const answers = [ask(), ask(), ask({ outgoing }), ask()]
  Object.assign(outgoing, end)
  expect((await Promise.all(answers)).map((answer) => answer.status)).toEqual([200, 200, status, 200])
  expect(made).toBe(status === 200 ? 4 : 3)
})

describe('the rate of a client', () => {
  const limited = (now: () => number) =>
    createApp({
      view: () => realView(),
      version: 'test',
      now: () => NOW,
      guard: { clientOf: clientBehind(0), perMinute: 4, secure: false, now },
    })
  const env = (remoteAddress: string) => ({ incoming: { socket: { remoteAddress } } })

  test('is limited for it alone, with the standard headers, and is free again after a minute', async () => {
    let at = NOW
    const guarded = limited(() => at)
    const ask = (client: string) => guarded.request('/healthz', {}, env(client))
    const said: [number, string | null][] = []
    for (let time = 0; time < 6; time += 1) {
      const { status, headers } = await ask('192.0.2.1')
      said.push([status, headers.get('ratelimit')])
    }
    expect(said).toEqual([
      [200, '"client";r=3;t=60'],
      [200, '"client";r=2;t=60'],
      [200, '"client";r=1;t=60'],
      [200, '"client";r=0;t=60'],
      [429, '"client";r=0;t=60'],
      [429, '"client";r=0;t=60'],
    ])
    at += 20_000
    const refused = await ask('192.0.2.1')
    expect(refused.headers.get('retry-after')).toBe('40')
    expect(refused.headers.get('ratelimit-policy')).toBe('"client";q=4;w=60')
    await expectProblem(refused, 429)
    expect((await ask('192.0.2.2')).status).toBe(200)
    at += 40_000
    expect((await ask('192.0.2.1')).status).toBe(200)
  })

  test('counts what is reckoned or drawn anew as twenty-five requests, so that one client cannot keep the program busy', async () => {
    const guarded = createApp({
      view: () => realView(),
      version: 'test',
      now: () => NOW,
      drawPng: async () => new Uint8Array(8),
      guard: { clientOf: clientBehind(0), perMinute: 60, secure: false, now: () => NOW },
    })
    const left = async (path: string, client: string) => {
      const { headers, body } = await guarded.request(path, {}, env(client))
      await body?.cancel()
      return Number(/r=(\d+)/.exec(String(headers.get('ratelimit')))?.[1])
    }
    const costly = [
      '/v1/treaties/firearms/projection?as_of=2004-01-01',
      '/treaties/untoc/projection',
      '/projection',
      '/v1/treaties.xlsx?as_of=2004-01-01',
      '/treaties/untoc/map.png',
      '/v1/treaties/firearms/%70rojection?as_of=2004-01-01',
      '/v1/treaties/firearms/project%69o%6E',
      '/v1/treaties.xls%78?as_of=2004-01-01',
      '/treaties/untoc/map%2epng',
    ]
    for (const [place, path] of costly.entries()) {
      const client = `192.0.2.${100 + place}`
      expect([path, await left(path, client), await left(path, client)]).toEqual([path, 35, 10])
      expect((await guarded.request(path, {}, env(client))).status).toBe(429)
    }
    // Of a file of the whole record six, of a page that answers a question twelve.
    const dear: readonly (readonly [string, number])[] = [
      ['/v1/export/events.ndjson', 10],
      ['/v1/e%78port/events.csv', 10],
      ['/v1/calendar.ics', 10],
      ['/v1/calendar.ics?treaty=untoc', 10],
      ['/v1/events', 10],
      ['/v1/events.csv?known_at=2004-01-01', 10],
      ['/v1/events.feed.json', 10],
      ['/v1/%65vents.atom', 10],
      ['/gaps?as_of=2004-01-01', 5],
      ['/treaties/untoc?as_of=2004-01-01', 5],
      ['/search?q=japan', 5],
    ]
    for (const [place, [path, cost]] of dear.entries()) {
      const client = `192.0.2.${150 + place}`
      expect([path, await left(path, client), await left(path, client)]).toEqual([
        path,
        60 - cost,
        60 - 2 * cost,
      ])
    }
    // Where little may be asked, one of them still may.
    const few = limited(() => NOW)
    expect((await few.request('/projection', {}, env('192.0.2.98'))).status).toBe(200)
    expect((await few.request('/healthz', {}, env('192.0.2.98'))).status).toBe(429)
    const cheap = [
      '/v1/treaties',
      '/v1/projections/scoreboard',
      '/v1/events/1',
      '/v1/treaties?as_of=2004-01-01',
      '/',
    ]
    for (const path of cheap) {
      expect([path, await left(path, '192.0.2.99')]).toEqual([path, expect.any(Number)])
    }
    expect(await left('/healthz', '192.0.2.99')).toBe(54)
  })

  test('lets others be answered between what one client asks for at once, one at a time of what is made anew', async () => {
    const guarded = createApp({
      view: () => realView(),
      version: 'test',
      now: () => NOW,
      guard: {
        ...{ clientOf: clientBehind(0), perMinute: null, secure: false, now: () => NOW },
        costly: costlyQueue(),
      },
    })
    const answered: string[] = []
    const ask = async (path: string, client: string) => {
      expect((await guarded.request(path, {}, env(client))).status).toBe(200)
      answered.push(client)
    }
    const many = Array.from({ length: 30 }, (_, at) =>
      ask(`/v1/events.csv?known_at=20${10 + (at % 10)}-01-0${1 + (at % 3)}`, '192.0.2.70'),
    )
    // Another comes while they are made, as by a socket.
    const other = new Promise((resolve) => setImmediate(resolve)).then(() =>
      ask('/v1/treaties', '192.0.2.71'),
    )
    await Promise.all([...many, other])
    expect(answered).toHaveLength(31)
    expect(answered.indexOf('192.0.2.71')).toBeLessThan(3)
    // A page of the same client does not wait for them.
    const more = [...Array(5).keys()].map((day) =>
      ask(`/v1/events.csv?known_at=2009-01-1${day}`, '192.0.2.70'),
    )
    await ask('/treaties/untoc?as_of=2004-01-01', '192.0.2.70')
    expect(answered).toHaveLength(32)
    await Promise.all(more)
  })

  test('holds for streams: a client has twenty of them at once, and others still have theirs', async () => {
    const roomy = createApp({
      view: () => realView(),
      version: 'test',
      now: () => NOW,
      guard: { clientOf: clientBehind(0), perMinute: null, secure: false, now: () => NOW },
    })
    const open = (client: string) => roomy.request('/v1/events/stream', {}, env(client))
    const streams = await Promise.all(Array.from({ length: 20 }, () => open('192.0.2.60')))
    expect(new Set(streams.map(({ status }) => status))).toEqual(new Set([200]))
    await expectProblem(await open('192.0.2.60'), 429)
    const other = await open('192.0.2.61')
    expect(other.status).toBe(200)
    await streams[0]?.body?.cancel()
    await expect
      .poll(
        async () => {
          const { status, body } = await open('192.0.2.60')
          await body?.cancel()
          return status
        },
        { timeout: 30_000 },
      )
      .toBe(200)
    const own = await Promise.all(Array.from({ length: 30 }, () => open('127.0.0.1')))
    expect(new Set(own.map(({ status }) => status))).toEqual(new Set([200]))
    for (const { body } of [...streams.slice(1), other, ...own]) await body?.cancel()
  })

  test('that is too high keeps its own connections waiting for the refusal', async () => {
    vi.useFakeTimers()
    try {
      const guarded = limited(() => NOW)
      const outgoing = { setHeader: () => undefined, once: () => undefined }
      const ask = () => guarded.request('/healthz', {}, { ...env('192.0.2.7'), outgoing })
      for (let time = 0; time < 4; time += 1) expect((await ask()).status).toBe(200)
      let told = false
      const refused = Promise.resolve(ask()).then((response) => {
        told = true
        return response.status
      })
      await vi.advanceTimersByTimeAsync(999)
      expect(told).toBe(false)
      await vi.advanceTimersByTimeAsync(1)
      expect(await refused).toBe(429)
    } finally {
      vi.useRealTimers()
    }
  })

  test('does not hold for the machine itself', async () => {
    const guarded = limited(() => NOW)
    for (const client of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) {
      for (let time = 0; time < 6; time += 1) {
        expect((await guarded.request('/healthz', {}, env(client))).status).toBe(200)
      }
    }
  })
})

describe('headers on every route', () => {
  const secure = createApp({
    view: () => realView(),
    version: 'test',
    now: () => NOW,
    guard: { clientOf: () => 'x', perMinute: null, secure: true, now: () => NOW },
  })
  const others = [
    '/',
    '/docs',
    '/healthz',
    '/readyz',
    '/metrics',
    '/openapi.json',
    '/v1',
    '/v1/export/manifest.json',
    '/nothing',
    '/v1/nothing',
    '/v1/treaties?as_of=x',
  ]

  test('nosniff, no referrer, no script within a page, no frame but the embeds, no cookie, TLS where there is TLS', async () => {
    const document = await json(await secure.request('/openapi.json'))
    const paths = Object.keys(document['paths'] as object).map((path) =>
      path
        .replace('{t}', 'untoc')
        .replace('{p}', 'JPN')
        .replace('{g}', 'eu_members')
        .replace(/\{\w+\}/g, '1'),
    )
    for (const accept of ['application/json', 'text/html']) {
      for (const path of [...paths, ...others]) {
        const { headers } = await secure.request(path, { headers: { accept } })
        expect([path, headers.get('x-content-type-options')]).toEqual([path, 'nosniff'])
        expect([path, headers.get('referrer-policy')]).toEqual([path, 'no-referrer'])
        expect([path, headers.get('strict-transport-security')]).toEqual([
          path,
          expect.stringContaining('max-age=31536000'),
        ])
        expect([path, headers.get('set-cookie')]).toEqual([path, null])
        const policy = String(headers.get('content-security-policy'))
        expect([path, policy]).toEqual([path, expect.stringContaining("default-src 'none'")])
        expect([path, policy]).toEqual([path, expect.stringContaining("frame-ancestors 'none'")])
        expect([path, /unsafe|\*|https?:/.test(policy)]).toEqual([path, false])
      }
    }
    expect((await app.request('/healthz')).headers.get('strict-transport-security')).toBeNull()
  })

  test('on every address of the program: pages, pictures, feeds, files, doors; only the pieces for other sites may be framed', async () => {
    const store = await (DATABASES[0] as (typeof DATABASES)[number]).open('migrated')
    const clientOf = clientBehind(0)
    const officers = startOfficers({ store, adminTokenHash: null, clientOf, secure: true, now: () => NOW })
    const whole = testApp(realView(), {
      desk: { officers, store },
      alerts: { clientOf, outbox: true },
      jobs: async () => ({ answered_at: new Date(NOW).toISOString(), jobs: [] }),
      drawPng: async () => new Uint8Array(8),
      guard: { clientOf, perMinute: null, secure: true, now: () => NOW },
    })
    const names: Readonly<Record<string, string>> = { t: 'untoc', p: 'JPN', of: 'untoc', g: 'eu_members' }
    const addresses = [...new Set(whole.routes.map(({ path }) => path))]
      .filter((path) => !path.includes('*') && path !== '/v1/events/stream')
      .map((path) =>
        path.replace(/\{[^}]+\\(\.\w+)\}/g, '$1').replace(/:(\w+)/g, (_, name) => names[name] ?? '1'),
      )
    expect(addresses.length).toBeGreaterThan(150)
    const framed: string[] = []
    for (const address of addresses) {
      for (const method of ['GET', 'POST']) {
        const { headers, body } = await whole.request(address, { method })
        await body?.cancel()
        const policy = String(headers.get('content-security-policy'))
        expect([address, policy]).toEqual([address, expect.stringContaining("default-src 'none'")])
        expect([address, headers.get('x-content-type-options')]).toEqual([address, 'nosniff'])
        expect([address, headers.get('referrer-policy')]).toEqual([
          address,
          expect.stringMatching(/^(no-referrer|same-origin)$/),
        ])
        expect([address, headers.get('strict-transport-security')]).toEqual([address, expect.any(String)])
        if (method === 'GET') expect([address, headers.get('set-cookie')]).toEqual([address, null])
        if (!policy.includes("frame-ancestors 'none'")) framed.push(address)
      }
    }
    expect(framed.filter((address) => !address.startsWith('/embed/'))).toEqual([])
    expect(framed.length).toBeGreaterThan(0)
    await store.close()
  }, 300_000)

  test('pages of other sites may read, and do nothing else', async () => {
    const preflight = await app.request('/v1/treaties', { method: 'OPTIONS' })
    expect(preflight.headers.get('access-control-allow-methods')).toBe('GET, HEAD, OPTIONS')
    const { headers } = await app.request('/v1/treaties')
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(headers.get('access-control-expose-headers')).toContain('RateLimit, RateLimit-Policy, Retry-After')
    for (const site of ['cross-site', 'same-site', 'same-origin', 'none']) {
      for (const path of [
        '/v1/subscriptions',
        '/v1/differences/decisions',
        '/alerts',
        '/alerts/manage?token=x',
      ]) {
        const headers = { 'sec-fetch-site': site, 'content-type': 'text/plain' }
        const { status } = await app.request(path, { method: 'POST', headers, body: '{}' })
        expect([site, path, status === 403]).toEqual([site, path, site.endsWith('-site')])
      }
      // The one click that ends a subscription comes from wherever a mail is shown.
      const click = { method: 'POST', headers: { 'sec-fetch-site': site } }
      expect((await app.request('/alerts/unsubscribe?token=x', click)).status).not.toBe(403)
    }
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const response = await app.request('/v1/treaties', { method })
      expect(response.headers.get('access-control-allow-origin')).toBeNull()
    }
  })
})

describe('the server of Node', () => {
  let server: Server
  let port = 0
  beforeAll(async () => {
    server = createAdaptorServer({
      fetch: app.fetch,
      serverOptions: {
        ...SERVER_OPTIONS,
        headersTimeout: 300,
        requestTimeout: 500,
        connectionsCheckingInterval: 50,
      },
    }) as Server
    limitConnections(server, ALWAYS)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    port = (server.address() as AddressInfo).port
  })
  afterAll(() => new Promise((resolve) => server.close(resolve)))

  const send = (piece: string, andEnd = false): Promise<string> =>
    new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1')
      let said = ''
      socket.on('data', (part) => {
        said += part
      })
      socket.on('error', () => undefined)
      socket.on('close', () => resolve(said))
      if (andEnd) socket.end(piece)
      else socket.write(piece)
    })

  test('who closes their side of the connection once they have asked is answered, what is costly too', async () => {
    const ask = 'GET /treaties/untoc?as_of=2003-09-29 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'
    const said = await send(ask, true)
    expect([said.slice(0, 12), said.includes('</html>')]).toEqual(['HTTP/1.1 200', true])
  })

  test.each<[string, string, number]>([
    [
      'header fields of more than 16 kB are 431',
      `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(16_400)}\r\n\r\n`,
      431,
    ],
    ['header fields that never end are 408', 'GET / HTTP/1.1\r\nHost: x\r\n', 408],
    ['a body that never ends is 408', 'POST /v1 HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nx', 408],
    ['something else than a request is 400', 'hello\r\n\r\n', 400],
    [
      'two lengths of one body are 400',
      'POST /v1 HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx',
      400,
    ],
  ])('%s', async (_what, request, status) => {
    const [head = '', body = ''] = (await send(request)).split('\r\n\r\n')
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(head.toLowerCase()).toContain('content-type: application/problem+json')
    expect(JSON.parse(body)).toMatchObject({ status })
  })

  test('a hundred that send slowly hold nobody up', async () => {
    const slow = Array.from({ length: 100 }, () => send('GET /v1/treaties HTTP/1.1\r\nHost: x\r\nX: '))
    expect((await fetch(`http://127.0.0.1:${port}/v1/treaties`)).status).toBe(200)
    for (const said of await Promise.all(slow)) expect(said).toMatch(/^HTTP\/1.1 408 /)
  })

  test('a hundred that never read what they have asked for hold nobody up', async () => {
    const ask = 'GET /v1/export/events.ndjson HTTP/1.1\r\nHost: x\r\n\r\n'
    const silent = Array.from({ length: 100 }, () => {
      const socket = connect(port, '127.0.0.1')
      socket.on('error', () => undefined)
      socket.pause()
      socket.write(ask.repeat(3))
      return socket
    })
    for (let time = 0; time < 5; time += 1) {
      expect((await fetch(`http://127.0.0.1:${port}/v1/treaties`)).status).toBe(200)
    }
    for (const socket of silent) socket.destroy()
  })

  test('what is sent out has its headers once', async () => {
    const response = await fetch(`http://127.0.0.1:${port}/v1/treaties`)
    expect(response.headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'")
  })
})
