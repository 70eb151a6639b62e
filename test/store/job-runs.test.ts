import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import {
  beginRun,
  endRun,
  jobPast,
  knowJob,
  lastDone,
  newestRuns,
  recordSkipped,
} from '../../src/store/job-runs.ts'
import { type Lease, LeaseLost, takeLease } from '../../src/store/lease.ts'
import type { Store } from '../../src/store/store.ts'
import { DATABASES } from './databases.ts'
import { storesOf } from './small-record.ts'

const FIRST = '2026-11-24T03:17:00.000Z'
const SECOND = '2026-11-25T03:17:00.000Z'

async function lease(store: Store, holder = 'host:1'): Promise<Lease> {
  await sql`update leases set holder = null, expires_at = null`.execute(store.db)
  const taken = await takeLease(store.db, { name: 'job nightly', holder, lengthMs: 60_000 })
  if (taken === null) throw new Error('the lease was free')
  return taken
}

async function begin(store: Store, scheduledFor: string | null, held?: Lease): Promise<number | null> {
  const start = { job: 'nightly', scheduledFor, missed: 0 }
  return beginRun(store.db, held ?? (await lease(store)), start)
}

describe.each(DATABASES)('runs of a job on $name', (database) => {
  const stores = storesOf(database)
  const known = async (): Promise<Store> => {
    const store = await stores.empty()
    await knowJob(store.db, 'nightly', '2026-11-20T10:00:00.000Z')
    return store
  }

  it('are on record with their start, end, outcome, what they did, for which instant and by whom', async () => {
    const store = await known()
    const held = await lease(store, 'host:77')
    const id = await beginRun(store.db, held, { job: 'nightly', scheduledFor: FIRST, missed: 3 })
    const [begun] = await newestRuns(store.db, 5)
    expect(begun).toEqual({
      id,
      job: 'nightly',
      scheduled_for: FIRST,
      missed: 3,
      fence: 1,
      run_by: 'host:77',
      started_at: expect.stringMatching(/^20.*Z$/),
      ended_at: null,
      outcome: null,
      did: null,
      steps: 0,
    })
    expect(await endRun(store.db, held, { id: Number(id), outcome: 'done', did: '9 events fit.' })).toBe(true)
    const [ended] = await newestRuns(store.db, 5)
    expect(ended).toMatchObject({ outcome: 'done', did: '9 events fit.', started_at: begun?.started_at })
    expect(String(ended?.ended_at) >= String(ended?.started_at)).toBe(true)
    expect(await lastDone(store.db)).toEqual(new Map([['nightly', ended?.ended_at]]))
  })

  it('are one for each instant', async () => {
    const store = await known()
    const held = await lease(store)
    const id = await begin(store, FIRST, held)
    await endRun(store.db, held, { id: Number(id), outcome: 'failed', did: 'x' })
    expect(await begin(store, FIRST)).toBeNull()
    expect(await begin(store, SECOND)).not.toBeNull()
    expect(await newestRuns(store.db, 5)).toHaveLength(2)
  })

  it('cannot be two for one instant or two under way, whoever writes them', async () => {
    const store = await known()
    await begin(store, FIRST)
    const insert = (at: string) =>
      sql`insert into job_runs (job, scheduled_for, fence, run_by, started_at)
        values ('nightly', ${at}, 1, 'raw', now())`.execute(store.db)
    await expect(insert(FIRST)).rejects.toMatchObject({ code: '23505' })
    await expect(insert(SECOND)).rejects.toMatchObject({ code: '23505' })
  })

  it('that never ended give way: they are marked as interrupted and the instant has another run', async () => {
    const store = await known()
    const stalled = await lease(store, 'host:1')
    const first = await begin(store, FIRST, stalled)
    const second = await begin(store, FIRST, await lease(store, 'host:2'))
    expect(second).toBeGreaterThan(Number(first))
    expect((await newestRuns(store.db, 5)).map(({ run_by, outcome }) => [run_by, outcome])).toEqual([
      ['host:2', null],
      ['host:1', 'interrupted'],
    ])
    expect(await endRun(store.db, stalled, { id: Number(first), outcome: 'done', did: 'late' })).toBe(false)
    await expect(begin(store, SECOND, stalled)).rejects.toThrow(LeaseLost)
  })

  it('that were interrupted five times for one instant are given up for it, which is on record', async () => {
    const store = await known()
    for (let turn = 0; turn < 5; turn += 1) expect(await begin(store, FIRST)).not.toBeNull()
    expect(await begin(store, FIRST)).toBeNull()
    const [last] = await newestRuns(store.db, 5)
    expect(last).toMatchObject({ outcome: 'failed', did: expect.stringContaining('5 runs') })
    expect(await jobPast(store.db, 'nightly', SECOND)).toMatchObject({ last: FIRST })
    expect(await begin(store, SECOND)).not.toBeNull()
  })

  it('say for which instant the job ran last, those aside that lie after now', async () => {
    const store = await known()
    expect(await jobPast(store.db, 'nightly', SECOND)).toEqual({
      knownSince: '2026-11-20T10:00:00.000Z',
      last: null,
    })
    for (const instant of [SECOND, FIRST]) {
      const held = await lease(store)
      await endRun(store.db, held, {
        id: Number(await begin(store, instant, held)),
        outcome: 'done',
        did: 'x',
      })
    }
    expect(await jobPast(store.db, 'nightly', SECOND)).toMatchObject({ last: SECOND })
    expect(await jobPast(store.db, 'nightly', '2026-11-25T03:16:59.999Z')).toMatchObject({ last: FIRST })
    expect(await jobPast(store.db, 'nightly', '2026-11-24T03:16:00.000Z')).toMatchObject({ last: null })
  })

  it('do not count as having run while they are under way or were interrupted', async () => {
    const store = await known()
    await begin(store, FIRST)
    expect(await jobPast(store.db, 'nightly', SECOND)).toMatchObject({ last: null })
    await begin(store, FIRST)
    expect(await jobPast(store.db, 'nightly', SECOND)).toMatchObject({ last: null })
  })

  it('of a job that was first seen while the clock was ahead are due from the right day on', async () => {
    const store = await stores.empty()
    await knowJob(store.db, 'nightly', '2099-01-01T00:00:00.000Z')
    expect(await jobPast(store.db, 'nightly', FIRST)).toMatchObject({ knownSince: null })
    await knowJob(store.db, 'nightly', FIRST)
    await knowJob(store.db, 'nightly', SECOND)
    expect(await jobPast(store.db, 'nightly', SECOND)).toMatchObject({ knownSince: FIRST })
  })

  it('by hand may be many, also beside one that is under way', async () => {
    const store = await known()
    await begin(store, FIRST)
    const skipped = { job: 'nightly', runBy: 'host:9', did: 'It is under way.' }
    await recordSkipped(store.db, skipped)
    await recordSkipped(store.db, skipped)
    const [newest] = await newestRuns(store.db, 1)
    expect(newest).toMatchObject({ scheduled_for: null, outcome: 'skipped', run_by: 'host:9', fence: 0 })
    expect(await newestRuns(store.db, 2)).toHaveLength(2)
    expect(await newestRuns(store.db, 9)).toHaveLength(3)
  })
})
