import { once } from 'node:events'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RecordView, viewRecord } from '../../src/answers/record-view.ts'
import { answeringAtOnce } from '../../src/http/answer-at-once.ts'
import { createApp } from '../../src/http/app.ts'
import { clientBehind } from '../../src/http/client.ts'
import { saidAlways } from '../../src/http/guard.ts'
import { startMetrics } from '../../src/http/metrics.ts'
import { limitRates } from '../../src/http/rates.ts'
import { rememberAnswers } from '../../src/http/ready-answers.ts'
import { watchedAnswers } from '../../src/http/watched-answers.ts'
import { makeServer } from '../../src/listen.ts'
import { realView, recordWith } from '../answers/real-record.ts'
import { NOW } from './ask-app.ts'

const PER_MINUTE = 40
const condition = { staleFor: () => stale, isStopping: () => false }
const clientOf = clientBehind(1)
let now = NOW
let stale = 0
let view: RecordView = realView()
let answeredAtOnce = 0

const metrics = startMetrics()
const ready = rememberAnswers()
const rates = limitRates({ perMinute: PER_MINUTE, now: () => now })
const guard = { clientOf, perMinute: PER_MINUTE, rates, secure: true, now: () => now }
const app = createApp({ view: () => view, version: 'test', now: () => now, guard, metrics, ready })
const first = answeringAtOnce({ ready, clientOf, rates, always: saidAlways(true), condition, metrics })
const server = makeServer({
  always: saidAlways(true),
  fetch: watchedAnswers(app.fetch, { condition, metrics }),
  first: (incoming, outgoing) => {
    const did = first(incoming, outgoing)
    if (did) answeredAtOnce += 1
    return did
  },
})

beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterAll(() => {
  server.close()
})

type Asked = { readonly headers?: Record<string, string | string[]>; readonly method?: string }

async function ask(path: string, { headers = {}, method = 'GET' }: Asked = {}) {
  const { port } = server.address() as AddressInfo
  const before = answeredAtOnce
  const sent = request({ host: '127.0.0.1', port, path, headers, method, agent: false }).end()
  const [answer] = await once(sent, 'response')
  const pieces: Buffer[] = []
  for await (const piece of answer) pieces.push(piece)
  const { date: _date, connection: _connection, ...rest } = answer.headers
  const text = Buffer.concat(pieces).toString()
  return { status: answer.statusCode, headers: rest, text, atOnce: answeredAtOnce > before }
}

/** No tag that an answer bears: with it the request goes through the whole program. */
const THROUGH = { 'if-none-match': '"another"' }

describe('what is answered before the program', () => {
  test.each([
    '/v1/treaties',
    '/v1/treaties/untoc',
    '/v1/treaties/untoc?as_of=2004-03-03&known_at=2010-01-01',
    '/v1/treaties/untoc/participants?status=party&as_of=2004-03-03',
    '/v1/treaties/untoc/participants.csv?as_of=2030-01-01',
    '/v1/treaties/firearms/threshold?known_at=2005-06-01',
    '/v1/participants/JPN?as_of=2018-01-01&known_at=2017-07-20',
    '/v1/gaps?party=untoc&not_party=firearms&as_of=2012-12-12',
  ])('%s is what the program answers, in every header and byte', async (path) => {
    const through = await ask(path, { headers: THROUGH })
    expect(through).toMatchObject({ status: 200, atOnce: false })
    const { atOnce, ...answer } = await ask(path)
    expect(atOnce).toBe(true)
    expect({ ...answer, atOnce: false }).toEqual(through)
    expect(answer.headers['strict-transport-security']).toBeDefined()
  })

  test('is the newest record’s: after an event, and after a day, another answer', async () => {
    const path = '/v1/treaties/firearms'
    await ask(path)
    const before = await ask(path)
    view = viewRecord(
      recordWith((events) => events.slice(0, -1)),
      view,
    )
    const shorter = await ask(path)
    now += 86_400_000
    const nextDay = await ask(path)
    expect(before.atOnce).toBe(true)
    expect(new Set([before, shorter, nextDay].map(({ headers }) => headers['etag'])).size).toBe(3)
    expect(JSON.parse(nextDay.text).as_of).toBe('2026-11-25')
    expect(JSON.parse(shorter.text).record.seq).toBe(view.record.head.seq)
  })

  test.each([
    { what: 'a reader who has it', path: '/v1/treaties/untoc', asked: { headers: THROUGH }, status: 200 },
    { what: 'a request for the head', path: '/v1/treaties/untoc', asked: { method: 'HEAD' }, status: 200 },
    { what: 'an address in other letters', path: '/v1/treaties/UNTOC', asked: {}, status: 308 },
    { what: 'no day', path: '/v1/treaties/untoc?as_of=2003-02-30', asked: {}, status: 400 },
    {
      what: 'a clock twice',
      path: '/v1/treaties/untoc?as_of=2003-02-03&as_of=2003-02-03',
      asked: {},
      status: 400,
    },
    { what: 'an unknown parameter', path: '/v1/treaties/untoc?colour=red', asked: {}, status: 400 },
    { what: 'an odd host', path: '/v1/treaties/untoc', asked: { headers: { host: 'a b' } }, status: 400 },
  ])('$what goes through the program', async ({ path, asked, status }) => {
    await ask('/v1/treaties/untoc')
    expect(await ask(path, asked)).toMatchObject({ status, atOnce: false })
  })

  test('says with every answer that the record may not be the newest, and then answers nothing at once', async () => {
    await ask('/v1/treaties/untoc')
    stale = 12
    const doubtful = await ask('/v1/treaties/untoc')
    stale = 0
    expect(doubtful.atOnce).toBe(false)
    expect(doubtful.headers['record-stale']).toBe('12')
  })

  test('counts toward the rate of a client, says what is left, and is refused above it', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.7' }
    const answers: Awaited<ReturnType<typeof ask>>[] = []
    for (let turn = 0; turn <= PER_MINUTE; turn += 1) {
      answers.push(await ask('/v1/treaties/smuggling', { headers }))
    }
    expect(answers.slice(1, PER_MINUTE).every(({ atOnce, status }) => atOnce && status === 200)).toBe(true)
    expect(answers[PER_MINUTE - 1]?.headers['ratelimit']).toMatch(/r=0;/)
    expect(answers[PER_MINUTE]).toMatchObject({ status: 429, atOnce: false })
  })

  test('knows a client by what our own proxy wrote, on whichever line it stands', async () => {
    const statuses: (number | undefined)[] = []
    for (let turn = 0; turn <= PER_MINUTE; turn += 1) {
      const headers = { 'x-forwarded-for': [`198.51.100.${turn}`, '203.0.113.9'] }
      statuses.push((await ask('/v1/treaties/smuggling', { headers })).status)
    }
    expect(statuses).toEqual([...Array<number>(PER_MINUTE).fill(200), 429])
  })

  test('is counted as every answer is', async () => {
    const counted = () =>
      Number(/palermo_requests_total\{resource="treaties",status="200"\} (\d+)/.exec(text())?.[1])
    const text = () =>
      metrics.text({
        view,
        bodies: { figures: () => NOTHING },
        stale: 0,
        asked: [],
      })
    await ask('/v1/treaties')
    const before = counted()
    expect((await ask('/v1/treaties')).atOnce).toBe(true)
    expect(counted()).toBe(before + 1)
  })
})

const NOTHING = { bodies: 0, bytes: 0, found: 0, missed: 0 }
