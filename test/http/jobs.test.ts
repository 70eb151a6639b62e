import { describe, expect, it } from 'vitest'
import type { JobsReport } from '../../src/answers/jobs.ts'
import { createApp } from '../../src/http/app.ts'
import { askTogether } from '../../src/store/ask-together.ts'
import { realView } from '../answers/real-record.ts'
import { NOW } from './ask-app.ts'

const REPORT: JobsReport = { answered_at: '2026-11-24T10:00:00.000Z', jobs: [] }

function appWith(jobs: () => Promise<JobsReport>) {
  const clock = { now: 0 }
  const reported: unknown[] = []
  const app = createApp({
    view: () => Promise.reject(new Error('no record here')),
    version: 'test',
    jobs: askTogether(jobs),
    now: () => clock.now,
    report: (error) => reported.push(error),
  })
  return { app, clock, reported }
}

describe('/v1/jobs', () => {
  it('answers without the record, and anyone may read it', async () => {
    const { app } = appWith(async () => REPORT)
    const response = await app.request('/v1/jobs')
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/json')
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.get('cache-control')).toBe('public, max-age=5')
    expect(await response.json()).toEqual(REPORT)
  })

  it('the page says of a job that never ran neither that it is in order nor that it will run', async () => {
    const never = {
      ...{ name: 'fetch', about: 'Reads.', cron: '0 4 * * *', time_zone: 'UTC', due_since: null },
      ...{ next_run: '2026-11-25T04:00:00.000Z', last_done: null, runs: [], counted: [] },
    }
    const report = { ...REPORT, jobs: [never] }
    const app = createApp({ view: realView, version: 'test', now: () => NOW, jobs: async () => report })
    const page = await (await app.request('/record/jobs')).text()
    expect(page).toContain('JOBS=off')
    expect(page).toMatch(/data-head="In order">not yet</)
  })

  it('asks the database once in five seconds, however many ask', async () => {
    let asked = 0
    const { app, clock } = appWith(async () => {
      asked += 1
      return REPORT
    })
    await Promise.all(Array.from({ length: 50 }, () => app.request('/v1/jobs')))
    clock.now = 4_999
    await app.request('/v1/jobs')
    expect(asked).toBe(1)
    clock.now = 5_000
    await app.request('/v1/jobs')
    expect(asked).toBe(2)
    clock.now = -60_000
    await app.request('/v1/jobs')
    expect(asked).toBe(3)
  })

  it('says 503 and nothing of the cause while the database is away', async () => {
    const { app, clock, reported } = appWith(async () => {
      if (clock.now === 0) throw new Error('connect ECONNREFUSED 10.1.2.3:5432')
      return REPORT
    })
    const response = await app.request('/v1/jobs')
    expect(response.status).toBe(503)
    expect(response.headers.get('retry-after')).toBe('5')
    expect(await response.text()).not.toContain('10.1.2.3')
    expect(reported).toHaveLength(1)
    clock.now = 5_000
    expect((await app.request('/v1/jobs')).status).toBe(200)
  })

  it('is not there where the program around has no jobs', async () => {
    const app = createApp({ view: () => Promise.reject(new Error('no record here')), version: 'test' })
    expect((await app.request('/v1/jobs')).status).toBe(404)
  })
})
