import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { countedRuns, countOldRuns } from '../../src/store/count-old-runs.ts'
import { knowJob } from '../../src/store/job-runs.ts'
import { DATABASES } from './databases.ts'
import { storesOf } from './small-record.ts'

const JOB = 'each-minute'
const AT = '2026-11-20T12:00:00.000Z'

/** Runs by the day on which they ended, with how they went. */
const RUNS = [
  ['2026-11-16T10:00:00Z', 'done'],
  ['2026-11-16T10:01:00Z', 'skipped'],
  ['2026-11-16T10:02:00Z', 'skipped'],
  ['2026-11-16T10:03:00Z', 'failed'],
  ['2026-11-17T10:00:00Z', 'skipped'],
  ['2026-11-17T10:01:00Z', 'done'],
  ['2026-11-20T10:00:00Z', 'skipped'],
] as const

describe.each(DATABASES)('runs of a job that runs each minute, on $name', (database) => {
  const stores = storesOf(database)

  it('are counted by day and outcome when they are old, but for failures and the newest that did something', async () => {
    const { db } = await stores.empty()
    await knowJob(db, JOB, '2026-11-01T00:00:00.000Z')
    for (const [at, outcome] of RUNS) {
      await sql`
        insert into job_runs (job, scheduled_for, fence, run_by, started_at, ended_at, outcome, did)
        values (${JOB}, ${at}, 1, 'test', ${at}, ${at}, ${outcome}, 'It ran.')`.execute(db)
    }
    await countOldRuns(db, { job: JOB, at: AT })
    await countOldRuns(db, { job: JOB, at: AT })
    const kept = await db.selectFrom('job_runs').select('outcome').orderBy('id').execute()
    expect(kept.map(({ outcome }) => outcome)).toEqual(['failed', 'done', 'skipped'])
    const counted = await db
      .selectFrom('job_run_days')
      .select(['day', 'outcome', 'runs'])
      .orderBy('day')
      .orderBy('outcome')
      .execute()
    expect(counted).toEqual([
      { day: '2026-11-16', outcome: 'done', runs: 1 },
      { day: '2026-11-16', outcome: 'skipped', runs: 2 },
      { day: '2026-11-17', outcome: 'skipped', runs: 1 },
    ])
    expect((await countedRuns(db)).get(JOB)).toEqual([
      { day: '2026-11-17', outcome: 'skipped', runs: 1 },
      { day: '2026-11-16', outcome: 'done', runs: 1 },
      { day: '2026-11-16', outcome: 'skipped', runs: 2 },
    ])
    expect(kept.length + counted.reduce((sum, { runs }) => sum + runs, 0)).toBe(RUNS.length)
  })
})
