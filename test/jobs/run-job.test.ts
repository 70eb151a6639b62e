import { describe, expect, it } from 'vitest'
import { JobFailure } from '../../jobs/job.ts'
import { runDueJob, runJobNow } from '../../jobs/run-job.ts'
import { InputError } from '../../src/law/input-error.ts'
import { appendEvents } from '../../src/store/append-events.ts'
import { newestRuns } from '../../src/store/job-runs.ts'
import { takeLease } from '../../src/store/lease.ts'
import { readHead } from '../../src/store/load-record.ts'
import type { Store } from '../../src/store/store.ts'
import { draft } from '../record/draft.ts'
import { DATABASES } from '../store/databases.ts'
import { SMALL_EVENTS, storesOf } from '../store/small-record.ts'
import { countingJob, jobThat, trial } from './job-on-trial.ts'

const EVENING = '2026-11-23T20:00:00.000Z'

function outcomes(store: Store) {
  return newestRuns(store.db, 99).then((runs) =>
    runs.toReversed().map(({ scheduled_for, outcome }) => `${scheduled_for} ${outcome}`),
  )
}

describe.each(DATABASES)('a job on $name', (database) => {
  const stores = storesOf(database)

  it('runs at its time, once, and that is on record', async () => {
    const { job, count } = countingJob()
    const { clock, said, surroundings } = trial(await stores.empty(), EVENING)
    const at = async (instant: string) => {
      clock.at = instant
      return runDueJob(job, surroundings)
    }
    expect(await at(EVENING)).toBeNull()
    expect(await at('2026-11-24T03:16:59.999Z')).toBeNull()
    expect(await at('2026-11-24T03:17:00.001Z')).toEqual({ outcome: 'done', did: 'Run 1.' })
    expect(await at('2026-11-24T03:17:30.000Z')).toBeNull()
    expect(await at('2026-11-25T03:17:00.000Z')).toEqual({ outcome: 'done', did: 'Run 2.' })
    expect(count.runs).toBe(2)
    expect(await outcomes(surroundings.store)).toEqual([
      '2026-11-24T03:17:00.000Z done',
      '2026-11-25T03:17:00.000Z done',
    ])
    expect(said).toEqual(['job on-trial done: Run 1.', 'job on-trial done: Run 2.'])
  })

  it('that was missed for five nights runs once when the program is back', async () => {
    const { job, count } = countingJob()
    const { clock, surroundings } = trial(await stores.empty(), EVENING)
    await runDueJob(job, surroundings)
    clock.at = '2026-11-28T09:00:00.000Z'
    expect(await runDueJob(job, surroundings)).toMatchObject({ outcome: 'done' })
    expect(await runDueJob(job, surroundings)).toBeNull()
    expect(count.runs).toBe(1)
    expect(await newestRuns(surroundings.store.db, 9)).toMatchObject([
      { scheduled_for: '2026-11-28T03:17:00.000Z', missed: 4, outcome: 'done' },
    ])
  })

  it('is not due for the time before the program was first started', async () => {
    const { job, count } = countingJob()
    const { surroundings } = trial(await stores.empty(), '2026-11-24T09:00:00.000Z')
    expect(await runDueJob(job, surroundings)).toBeNull()
    expect(count.runs).toBe(0)
  })

  it('runs once on each day of both changes of summer time', async () => {
    const { job } = countingJob({ cron: '30 2 * * *', timeZone: 'Europe/Vienna' })
    const { clock, surroundings } = trial(await stores.empty(), '2026-03-27T12:00:00.000Z')
    const days = [
      ['2026-03-27T12:00:00.000Z', '2026-03-30T12:00:00.000Z'],
      ['2026-10-23T12:00:00.000Z', '2026-10-26T12:00:00.000Z'],
    ] as const
    for (const [from, to] of days) {
      for (let at = Date.parse(from); at <= Date.parse(to); at += 600_000) {
        clock.at = new Date(at).toISOString()
        await runDueJob(job, surroundings)
      }
    }
    expect(await outcomes(surroundings.store)).toEqual([
      '2026-03-28T01:30:00.000Z done',
      '2026-03-29T01:00:00.000Z done',
      '2026-03-30T00:30:00.000Z done',
      // The newest of those missed in summer.
      '2026-10-23T00:30:00.000Z done',
      '2026-10-24T00:30:00.000Z done',
      '2026-10-25T00:30:00.000Z done',
      '2026-10-26T01:30:00.000Z done',
    ])
  })

  it('runs neither twice nor never when the clock is set back or forward', async () => {
    const { job, count } = countingJob()
    const { clock, surroundings } = trial(await stores.empty(), EVENING)
    const times = [
      EVENING,
      '2026-11-24T03:17:00.000Z',
      '2026-11-24T02:30:00.000Z',
      '2026-11-24T03:17:00.000Z',
      '2026-11-23T03:20:00.000Z',
      '2026-11-24T03:17:00.000Z',
      '2026-11-25T09:00:00.000Z',
      '2099-01-01T12:00:00.000Z',
      '2026-11-25T09:05:00.000Z',
      '2026-11-26T03:17:00.000Z',
    ]
    for (const at of times) {
      clock.at = at
      await runDueJob(job, surroundings)
    }
    expect(count.runs).toBe(4)
    expect(await outcomes(surroundings.store)).toEqual([
      '2026-11-24T03:17:00.000Z done',
      '2026-11-25T03:17:00.000Z done',
      '2099-01-01T03:17:00.000Z done',
      '2026-11-26T03:17:00.000Z done',
    ])
  })

  it('that is asked for by many at once runs once', async () => {
    const { job, count } = countingJob()
    const { clock, surroundings } = trial(await stores.empty(), EVENING)
    await runDueJob(job, surroundings)
    clock.at = '2026-11-24T03:17:00.000Z'
    await Promise.all(Array.from({ length: 12 }, () => runDueJob(job, surroundings)))
    expect(count.runs).toBe(1)
    expect(await outcomes(surroundings.store)).toEqual(['2026-11-24T03:17:00.000Z done'])
  })

  it('that fails says why, is not tried again before its next time, and gives the job back', async () => {
    const reasons = [
      new JobFailure('The source was\nsilent.'),
      new InputError([{ field: 'day', value: 'x', accepted: 'a day' }]),
    ]
    const job = jobThat(async () => {
      throw reasons.shift() ?? new Error('connect ECONNREFUSED 10.1.2.3:5432')
    })
    const { clock, said, surroundings } = trial(await stores.empty(), EVENING)
    const dids: unknown[] = []
    for (const day of ['23', '24', '25', '26']) {
      clock.at = `2026-11-${day}T21:00:00.000Z`
      dids.push((await runDueJob(job, surroundings))?.did)
      expect(await runDueJob(job, surroundings)).toBeNull()
    }
    expect(dids).toEqual([
      undefined,
      'The source was silent.',
      expect.stringMatching(/^day: "x"/),
      'Internal error; it has been written down for the operator.',
    ])
    expect(said.filter((text) => text.includes('10.1.2.3'))).toHaveLength(1)
    expect((await newestRuns(surroundings.store.db, 9)).map(({ outcome }) => outcome)).toEqual([
      'failed',
      'failed',
      'failed',
    ])
  })

  it('may say that there was nothing to do, which no operator has to read', async () => {
    const job = jobThat(async () => ({ outcome: 'skipped', did: 'The source asked to wait.' }))
    const { said, surroundings } = trial(await stores.empty(), EVENING)
    expect(await runJobNow(job, surroundings)).toEqual({
      outcome: 'skipped',
      did: 'The source asked to wait.',
    })
    expect(said).toEqual([])
  })

  it('writes under its fence, and a run that was taken over can write no more', async () => {
    const store = await stores.small()
    const act = (id: string) =>
      draft({ id, treaty: 'C', participant: 'CCC', action: 'signature', action_date: '2001-01-01' })
    const { surroundings } = trial(store, EVENING)
    const job = jobThat(async ({ fence }) => {
      await appendEvents(store, [act('before')], { inTransaction: [fence] })
      await store.db
        .updateTable('leases')
        .set((row) => ({ fence: row('fence', '+', 1), holder: 'other:1' }))
        .execute()
      await appendEvents(store, [act('after')], { inTransaction: [fence] })
      return { outcome: 'done', did: 'Both.' }
    })
    expect(await runJobNow(job, surroundings)).toMatchObject({ outcome: 'interrupted' })
    expect(await readHead(store)).toMatchObject({ seq: SMALL_EVENTS + 1 })
    // The process that took it marks the run when it begins its own.
    expect(await newestRuns(store.db, 9)).toMatchObject([{ outcome: null }])
  })

  it('is told when it is taken over', async () => {
    const store = await stores.empty()
    const { surroundings } = trial(store, EVENING)
    const job = jobThat(async ({ signal }) => {
      await store.db
        .updateTable('leases')
        .set((row) => ({ fence: row('fence', '+', 1) }))
        .execute()
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason))
      })
    })
    expect(await runJobNow(job, { ...surroundings, leaseMs: 150 })).toMatchObject({ outcome: 'interrupted' })
  })

  it('that is told to stop is done again later', async () => {
    const { clock, stop, surroundings } = trial(await stores.empty(), EVENING)
    const stopping = jobThat(async ({ signal }) => {
      stop.abort()
      signal.throwIfAborted()
      return { outcome: 'done', did: 'x' }
    })
    await runDueJob(stopping, surroundings)
    clock.at = '2026-11-24T03:17:00.000Z'
    expect(await runDueJob(stopping, surroundings)).toMatchObject({ outcome: 'interrupted' })
    const later = trial(surroundings.store, '2026-11-24T09:00:00.000Z').surroundings
    expect(await runDueJob(countingJob().job, later)).toMatchObject({ outcome: 'done' })
    expect(await outcomes(surroundings.store)).toEqual([
      '2026-11-24T03:17:00.000Z interrupted',
      '2026-11-24T03:17:00.000Z done',
    ])
  })

  it('never runs over itself: by hand it is skipped, its next time comes when it has ended', async () => {
    const store = await stores.empty()
    const { clock, surroundings } = trial(store, EVENING)
    const { job, count } = countingJob()
    await runDueJob(job, surroundings)
    await takeLease(store.db, { name: 'job on-trial', holder: 'other:1', lengthMs: 60_000 })
    clock.at = '2026-11-24T03:17:00.000Z'
    expect(await runDueJob(job, surroundings)).toBeNull()
    expect(await runJobNow(job, surroundings)).toMatchObject({ outcome: 'skipped' })
    expect(count.runs).toBe(0)
    await store.db.updateTable('leases').set({ holder: null, expires_at: null }).execute()
    clock.at = '2026-11-24T03:40:00.000Z'
    expect(await runDueJob(job, surroundings)).toMatchObject({ outcome: 'done' })
    expect(await outcomes(store)).toEqual(['null skipped', '2026-11-24T03:17:00.000Z done'])
  })

  it('whose process ended in the middle is done again when its lease is over', async () => {
    const store = await stores.empty()
    const { clock, stop, surroundings } = trial(store, EVENING)
    const { job } = countingJob()
    await runDueJob(job, surroundings)
    clock.at = '2026-11-24T03:17:00.000Z'
    const stalled = jobThat(
      ({ signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason))
        }),
    )
    const underWay = runDueJob(stalled, { ...surroundings, runBy: 'stalled:1' })
    await expect.poll(() => outcomes(store)).toEqual(['2026-11-24T03:17:00.000Z null'])
    expect(await runDueJob(job, surroundings)).toBeNull()
    await store.db.updateTable('leases').set({ expires_at: '2020-01-01T00:00:00.000Z' }).execute()
    expect(await runDueJob(job, surroundings)).toMatchObject({ outcome: 'done' })
    stop.abort()
    expect(await underWay).toMatchObject({ outcome: 'interrupted' })
    expect(await outcomes(store)).toEqual([
      '2026-11-24T03:17:00.000Z interrupted',
      '2026-11-24T03:17:00.000Z done',
    ])
  })
})
