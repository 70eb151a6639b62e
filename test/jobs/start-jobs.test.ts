import { afterEach, describe, expect, it } from 'vitest'
import type { Job } from '../../jobs/job.ts'
import { startJobs } from '../../jobs/start-jobs.ts'
import { newestRuns } from '../../src/store/job-runs.ts'
import type { Store } from '../../src/store/store.ts'
import { DATABASES } from '../store/databases.ts'
import { storesOf } from '../store/small-record.ts'
import { countingJob, jobThat } from './job-on-trial.ts'

const stops: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

function start(jobs: readonly Job[], store: Store, more: Partial<Parameters<typeof startJobs>[1]> = {}) {
  const said: string[] = []
  const stop = startJobs(jobs, { store, say: (text) => said.push(text), runBy: 'test:1', ...more })
  stops.unshift(stop)
  return { said, stop }
}

describe.each(DATABASES)('the clock of Node on $name', (database) => {
  const stores = storesOf(database)

  it('runs a job on each of its seconds, in two programs at once, each second once', async () => {
    const store = await stores.empty()
    const { job, count } = countingJob({ cron: '* * * * * *' })
    start([job], store)
    start([job], store, { runBy: 'test:2' })
    await expect.poll(() => count.runs, { timeout: 20_000 }).toBeGreaterThanOrEqual(4)
    for (const stop of stops) await stop()
    const runs = await newestRuns(store.db, 99)
    const instants = runs.map(({ scheduled_for }) => scheduled_for)
    expect(new Set(instants).size).toBe(instants.length)
    expect(runs.filter(({ outcome }) => outcome === 'done')).toHaveLength(count.runs)
    expect(instants.every((instant) => instant?.endsWith('.000Z'))).toBe(true)
  })

  it('makes up once, right after the start, for what was missed while it stood', async () => {
    const store = await stores.empty()
    const { job, count } = countingJob()
    const first = start([job], store, { now: () => Date.parse('2026-11-20T09:00:00.000Z') })
    await expect.poll(() => store.db.selectFrom('jobs').selectAll().execute()).toHaveLength(1)
    await first.stop()
    const { said } = start([job], store, {
      now: () => Date.parse('2026-11-24T09:00:00.000Z'),
      everyMs: 50,
    })
    await expect.poll(() => said).toEqual(['job on-trial done: Run 1.'])
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(count.runs).toBe(1)
    expect(await newestRuns(store.db, 9)).toMatchObject([{ missed: 3, outcome: 'done' }])
  })

  it('finds within a round what a jump of the clock has passed over', async () => {
    const store = await stores.empty()
    const { job } = countingJob()
    let at = '2026-11-23T20:00:00.000Z'
    const { said } = start([job], store, { now: () => Date.parse(at), everyMs: 50 })
    await expect.poll(() => store.db.selectFrom('jobs').selectAll().execute()).toHaveLength(1)
    at = '2026-11-24T05:00:00.000Z'
    await expect.poll(() => said).toEqual(['job on-trial done: Run 1.'])
  })

  it('never runs a job over itself, and lets the others run meanwhile', async () => {
    const store = await stores.empty()
    let at = '2026-11-23T20:00:00.000Z'
    let together = 0
    let most = 0
    const first = Promise.withResolvers<void>()
    const slow = jobThat(async () => {
      together += 1
      most = Math.max(most, together)
      await first.promise
      together -= 1
      return { outcome: 'done', did: 'Slowly.' }
    })
    const { job: other, count } = countingJob({ cron: '* * * * *', name: 'other' })
    start([slow, other], store, { now: () => Date.parse(at), everyMs: 20 })
    await expect.poll(() => store.db.selectFrom('jobs').selectAll().execute()).toHaveLength(2)
    at = '2026-11-24T03:17:00.000Z'
    await expect.poll(() => together).toBe(1)
    const before = count.runs
    at = '2026-11-25T03:17:00.000Z'
    await expect.poll(() => count.runs).toBeGreaterThan(before)
    expect(together).toBe(1)
    first.resolve()
    await expect
      .poll(async () => (await newestRuns(store.db, 9)).filter(({ job }) => job === 'on-trial'))
      .toHaveLength(2)
    expect(most).toBe(1)
  })

  it('tells what is under way to stop, waits for it, and does it again after the next start', async () => {
    const store = await stores.empty()
    let at = '2026-11-23T20:00:00.000Z'
    let begun = false
    const long = jobThat(async ({ signal }) => {
      begun = true
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => setTimeout(() => reject(signal.reason), 50))
      })
    })
    const { stop } = start([long], store, { now: () => Date.parse(at), everyMs: 20 })
    await expect.poll(() => store.db.selectFrom('jobs').selectAll().execute()).toHaveLength(1)
    at = '2026-11-24T03:17:00.000Z'
    await expect.poll(() => begun).toBe(true)
    await stop()
    expect(await newestRuns(store.db, 9)).toMatchObject([{ outcome: 'interrupted' }])
    const { said } = start([countingJob().job], store, { now: () => Date.parse(at) })
    await expect.poll(() => said).toEqual(['job on-trial done: Run 1.'])
  })

  it('says that the database could not be asked, and goes on when it can', async () => {
    const store = await stores.empty()
    const { job } = countingJob()
    let at = '2026-11-23T20:00:00.000Z'
    const { said } = start([job], store, { now: () => Date.parse(at), everyMs: 50 })
    await expect.poll(() => store.db.selectFrom('jobs').selectAll().execute()).toHaveLength(1)
    await store.db.schema.alterTable('jobs').renameTo('away').execute()
    at = '2026-11-24T03:17:00.000Z'
    await expect.poll(() => said.some((text) => text.includes('could not be asked'))).toBe(true)
    await store.db.schema.alterTable('away').renameTo('jobs').execute()
    await expect.poll(() => said.at(-1)).toBe('job on-trial done: Run 1.')
  })
})
