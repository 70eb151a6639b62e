import { describe, expect, it } from 'vitest'
import { type AppOptions, createApp } from '../../src/http/app.ts'
import { secondsStale } from '../../src/http/condition.ts'
import { startMetrics } from '../../src/http/metrics.ts'
import { watchedAnswers } from '../../src/http/watched-answers.ts'
import { isDatabaseGone } from '../../src/store/database-gone.ts'
import { realView } from '../answers/real-record.ts'
import { NOW } from './ask-app.ts'

const view = realView()

type Given = Pick<AppOptions, 'log' | 'figures' | 'report'>

function program(given: Given = {}) {
  const state = { stale: 0, stopping: false }
  const condition = { staleFor: () => state.stale, isStopping: () => state.stopping }
  const metrics = startMetrics()
  const figures = async () => [
    {
      name: 'palermo_job_failed',
      help: 'Whether the last run failed.',
      kind: 'gauge' as const,
      values: [{ labels: { job: 'a "job"\n' }, value: 1 }],
    },
  ]
  const app = createApp({
    view: () => view,
    version: 'test',
    now: () => NOW,
    condition,
    metrics,
    figures,
    ...given,
  })
  const answer = watchedAnswers(app.fetch, { condition, metrics })
  const ask = async (path: string, init?: RequestInit) => answer(new Request(`http://here${path}`, init))
  return { state, ask }
}

describe('while it is not known whether the record is the newest', () => {
  it('every answer says for how many seconds, and none after', async () => {
    const { state, ask } = program()
    const paths = [
      '/v1/treaties',
      '/v1/treaties/untoc.csv?as_of=2004-01-01',
      '/',
      '/nothing',
      '/v1/export/manifest.json',
    ]
    state.stale = 37
    for (const path of paths) expect((await ask(path)).headers.get('record-stale')).toBe('37')
    state.stale = 0
    for (const path of paths) expect((await ask(path)).headers.has('record-stale')).toBe(false)
  })

  it('the program stays ready, and says so', async () => {
    const { state, ask } = program()
    state.stale = 37
    const ready = await ask('/readyz')
    expect([ready.status, await ready.text()]).toEqual([200, 'ready: record 1103, not confirmed for 37 s\n'])
    expect(await (await ask('/metrics')).text()).toMatch(/^palermo_record_stale_seconds 37$/m)
  })

  it('begins three seconds after the last look, whatever the clock does', () => {
    expect(secondsStale(10_000, 12_999)).toBe(0)
    expect(secondsStale(10_000, 13_000)).toBe(3)
    expect(secondsStale(10_000, 5_000)).toBe(0)
    expect(secondsStale(null, 5_000)).toBe(0)
  })
})

describe('a program that was told to stop', () => {
  it('answers, but is not ready for more', async () => {
    const { state, ask } = program()
    state.stopping = true
    expect((await ask('/readyz')).status).toBe(503)
    expect((await ask('/healthz')).status).toBe(200)
    expect((await ask('/v1/treaties')).status).toBe(200)
  })
})

describe('the metrics', () => {
  it('count and time every answer', async () => {
    const { ask } = program()
    await ask('/v1/treaties')
    await ask('/v1/treaties/untoc?as_of=wrong')
    await ask('/nothing')
    const text = await (await ask('/metrics')).text()
    expect(text).toMatch(/^palermo_answers_total\{status="200"\} 1$/m)
    expect(text).toMatch(/^palermo_answers_total\{status="404"\} 1$/m)
    expect(text).toMatch(/^palermo_answer_seconds_count 3$/m)
    expect(text).toMatch(/^palermo_answer_seconds_bucket\{le="\+Inf"\} 3$/m)
    expect(text).toMatch(/^palermo_requests_total\{resource="treaty",status="400"\} 1$/m)
  })

  it('are told without what only the database knows where it says nothing', async () => {
    const reported: unknown[] = []
    const silent = () => new Promise<never>(() => undefined)
    const { state, ask } = program({ figures: silent, report: (error) => reported.push(error) })
    state.stale = 37
    const began = performance.now()
    const answer = await ask('/metrics')
    expect([answer.status, performance.now() - began < 8_000]).toEqual([200, true])
    const text = await answer.text()
    expect(text).toMatch(/^palermo_record_stale_seconds 37$/m)
    expect(text).not.toContain('palermo_job_failed')
    expect(reported.map(isDatabaseGone)).toEqual([true])
  })

  it('write labels so that no text breaks their form', async () => {
    const text = await (await program().ask('/metrics')).text()
    expect(text).toContain('palermo_job_failed{job="a \\"job\\"\\n"} 1\n')
    for (const line of text.trimEnd().split('\n')) {
      expect(line).toMatch(/^(# (HELP|TYPE) .+|[a-z_]+(\{.*\})? [-+\d.e]+)$/)
    }
  })
})

describe('the log of requests', () => {
  it('has one line a request: route, id and outcome, nothing of the reader or of what was asked', async () => {
    const lines: string[] = []
    const { ask } = program({ log: (line) => lines.push(line) })
    const headers = {
      'x-request-id': 'order-66',
      cookie: 'secret=cookie',
      authorization: 'Bearer secret',
      'user-agent': 'secret agent',
      'x-forwarded-for': '203.0.113.7',
    }
    const answer = await ask('/v1/participants/JPN?as_of=2004-01-01', { headers })
    expect(answer.headers.get('x-request-id')).toBe('order-66')
    await ask('/secret/path?q=secret%0Aname')
    expect(lines).toHaveLength(2)
    for (const line of lines) expect(line).not.toMatch(/secret|203\.0\.113|JPN|2004|\n/)
    expect(JSON.parse(String(lines[0]))).toEqual({
      at: '2026-11-24T10:00:00.000Z',
      id: 'order-66',
      method: 'GET',
      route: '/v1/participants/:p',
      status: 200,
      ms: expect.any(Number),
      bytes: Number(answer.headers.get('content-length')),
    })
    expect(JSON.parse(String(lines[1]))).toMatchObject({ route: '/*', status: 404 })
  })

  it('has a line for what is refused before it is read, and one that says what a reader was told who waited too long', async () => {
    const lines: string[] = []
    const guard = { clientOf: () => 'somebody', perMinute: 4, secure: false, now: () => NOW, timeMs: 50 }
    const never = () => new Promise<never>(() => undefined)
    const app = createApp({
      view: () => view,
      version: 'test',
      now: () => NOW,
      log: (line) => lines.push(line),
      jobs: never,
      guard,
    })
    const filters = Array.from({ length: 60 }, () => 'a=1').join('&')
    const sent: [string, RequestInit?][] = [
      [`/v1/treaties?${filters}`],
      ['/v1/jobs'],
      ['/v1/treaties', { method: 'POST', body: 'x' }],
      ['/v1/treaties', { method: 'POST', body: 'x'.repeat(70_000) }],
      ['/v1/treaties'],
    ]
    for (const [path, init] of sent) {
      const answer = await app.request(path, init)
      const line = JSON.parse(String(lines.at(-1)))
      expect([line.status, line.id]).toEqual([answer.status, answer.headers.get('x-request-id')])
    }
    expect(lines.map((line) => JSON.parse(line)).map(({ route, status }) => [route, status])).toEqual([
      [null, 400],
      ['/v1/jobs', 503],
      ['/*', 405],
      [null, 413],
      [null, 429],
    ])
  })

  it('names the route by which a request was answered, also where others fit, and of what is written', async () => {
    const lines: string[] = []
    const { ask } = program({ log: (line) => lines.push(line) })
    const asked = [
      ['GET', '/v1/events/stream?kind=none', 400],
      ['GET', '/v1/treaties/untoc.csv', 200],
      ['GET', '/treaties/untoc', 200],
      ['HEAD', '/healthz', 200],
      ['DELETE', '/v1/treaties', 405],
    ] as const
    for (const [method, path, status] of asked) expect((await ask(path, { method })).status).toBe(status)
    expect(lines.map((line) => JSON.parse(line).route)).toEqual([
      '/v1/events/stream',
      '/v1/treaties/:t',
      '/treaties/:t',
      '/healthz',
      '/*',
    ])
  })

  it('gives an id of its own where the request brings none, or one that could be anything', async () => {
    const lines: string[] = []
    const { ask } = program({ log: (line) => lines.push(line) })
    await ask('/healthz')
    await ask('/healthz', { headers: { 'x-request-id': 'jane.doe@example.org' } })
    await ask('/healthz', { headers: { 'x-request-id': 'x'.repeat(65) } })
    const ids = lines.map((line) => JSON.parse(line).id)
    expect(new Set(ids).size).toBe(3)
    for (const id of ids) expect(id).toMatch(/^[0-9a-f-]{36}$/)
  })

  it.each([
    ['00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', '4bf92f3577b34da6a3ce929d0e0e4736'],
    ['cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-later', '4bf92f3577b34da6a3ce929d0e0e4736'],
    ['00-00000000000000000000000000000000-00f067aa0ba902b7-01', undefined],
    ['00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01', undefined],
    ['jane.doe@example.org', undefined],
  ])('names the trace that the request belongs to and nothing else: %s', async (traceparent, trace) => {
    const lines: string[] = []
    const { ask } = program({ log: (line) => lines.push(line) })
    await ask('/healthz', { headers: { traceparent } })
    expect(JSON.parse(String(lines[0])).trace).toBe(trace)
    expect(String(lines[0])).not.toContain('jane')
  })
})
