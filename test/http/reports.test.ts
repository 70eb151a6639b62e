import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import type { JobsReport } from '../../src/answers/jobs.ts'
import { json, NOW, testApp } from './ask-app.ts'
import { reconciliationOf } from './made-reconciliation.ts'

const run = {
  scheduled_for: '2026-11-24T09:00:00.000Z',
  missed: 2,
  run_by: 'host 7',
  started_at: '2026-11-24T09:00:01.000Z',
  ended_at: '2026-11-24T09:00:05.000Z',
  outcome: 'done' as const,
  did: 'Looked at 5 pages, "all" of them.',
  steps: 0,
}

function job(name: string, runs: JobsReport['jobs'][number]['runs']): JobsReport['jobs'][number] {
  const dated = { next_run: null, due_since: null, last_done: null }
  return { name, about: `Does ${name}.`, cron: '0 * * * *', time_zone: 'UTC', ...dated, runs, counted: [] }
}

function appAt(clock: { now: number }) {
  return testApp(undefined, {
    now: () => clock.now,
    jobs: async () => ({
      answered_at: new Date(clock.now).toISOString(),
      jobs: [job('watch', [run, { ...run, outcome: null, ended_at: null, did: null }]), job('new', [])],
    }),
    reconciliation: async () => reconciliationOf(clock.now),
  })
}

async function table(address: string) {
  const app = appAt({ now: NOW })
  const response = await app.request(`${address}.csv`)
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
  const beside = /<([^>]+)>; rel="describedby"/.exec(response.headers.get('link') ?? '')?.[1]
  const described = await json(await app.request(String(beside)))
  const rows = parse<Record<string, string>>(await response.text(), { columns: true })
  const columns = described['columns'] as { name: string; meaning: string }[]
  expect(columns.map(({ name }) => name)).toEqual(Object.keys(rows[0] ?? {}))
  expect(await json(await app.request(`${address}.metadata.json`))).toEqual(described)
  return rows
}

describe('what the database is asked for, as a table', () => {
  test('jobs: a row for each run, and one for a job that has none', async () => {
    const rows = await table('/v1/jobs')
    expect(rows.map((row) => [row['job'], row['missed'], row['outcome'], row['did']])).toEqual([
      ['watch', '2', 'done', 'Looked at 5 pages, "all" of them.'],
      ['watch', '2', '', ''],
      ['new', '', '', ''],
    ])
    expect(rows[0]).toMatchObject({ started_at: run.started_at, ended_at: run.ended_at, steps: '0' })
  })

  test('reconciliation: a row for each difference, and one for a source without any', async () => {
    const rows = await table('/v1/reconciliation')
    expect(rows.map((row) => [row['treaty'], row['state'], row['class'], row['name']])).toEqual([
      ['T-1', 'differs', 'new_act', 'Japan, "as printed"'],
      ['T-2', 'agrees', '', ''],
    ])
    expect(rows[0]).toMatchObject({
      source_says: "'=1+1",
      record_says: '',
      explanation: 'Waits for a person.',
    })
  })
})

describe('the mark of what the database is asked for', () => {
  test.each(['/v1/jobs', '/v1/reconciliation'])('%s', async (address) => {
    const clock = { now: NOW }
    const app = appAt(clock)
    const jobs = await app.request(address)
    const tag = String(jobs.headers.get('etag'))
    // The moment of the answer alone makes it no other one.
    clock.now += 5_000
    const later = await app.request(address, { headers: { 'if-none-match': tag } })
    if (address === '/v1/jobs') expect(later.status).toBe(304)
    else expect([later.status, later.headers.get('etag') === tag]).toEqual([200, false])
  })

  test('the scoreboard is marked by all that is in it', async () => {
    const app = appAt({ now: NOW })
    const tag = (await app.request('/v1/projections/scoreboard')).headers.get('etag')
    expect(tag).toMatch(/^"/)
    expect((await app.request('/v1/projections/scoreboard.csv')).headers.get('etag')).not.toBe(tag)
  })
})

describe('one event as a table', () => {
  const app = testApp()
  const id = 'XVIII-12.ARM.ratification.2003-07-01'

  test('is a row of the columns of the change feed', async () => {
    const response = await app.request(`/v1/events/${id}.csv`)
    expect(response.status).toBe(200)
    const rows = parse<Record<string, string>>(await response.text(), { columns: true })
    const feed = await (await app.request('/v1/events.csv?treaty=untoc&participant=ARM')).text()
    const fed = parse<Record<string, string>>(feed, { columns: true }).filter((row) => row['id'] === id)
    expect(rows).toEqual(fed)
    expect(rows).toHaveLength(1)
    const described = await json(await app.request(`/v1/events/${id}.csv.metadata.json`))
    expect((described['columns'] as { name: string }[]).map(({ name }) => name)).toEqual(
      Object.keys(rows[0] ?? {}),
    )
  })

  test('is found by its place too, in each form', async () => {
    for (const ending of ['.csv', '.csv.metadata.json', '.metadata.json']) {
      const response = await app.request(`/v1/events/1${ending}`)
      expect(response.status, ending).toBe(308)
      expect((await app.request(String(response.headers.get('location')))).status, ending).toBe(200)
    }
    expect((await app.request('/v1/events/1.xlsx')).status).toBe(200)
  })
})
