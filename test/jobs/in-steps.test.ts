import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { inSteps } from '../../jobs/in-steps.ts'
import type { Job } from '../../jobs/job.ts'
import { runDueJob, runJobNow } from '../../jobs/run-job.ts'
import { verifyRecord } from '../../jobs/verify-record.ts'
import { appendEvents } from '../../src/store/append-events.ts'
import { keepDocument } from '../../src/store/documents.ts'
import { newestRuns } from '../../src/store/job-runs.ts'
import type { Store } from '../../src/store/store.ts'
import { draft } from '../record/draft.ts'
import { DATABASES } from '../store/databases.ts'
import { SMALL_EVENTS, storesOf } from '../store/small-record.ts'
import { jobThat, trial } from './job-on-trial.ts'

const EVENING = '2026-11-23T20:00:00.000Z'
const NIGHT = '2026-11-24T03:17:00.000Z'
const NEXT_NIGHT = '2026-11-25T03:17:00.000Z'
const STEPS = 7
const DOCUMENTS = 20
const noTime = () => false

function readStep(kept: string): { readonly step: number } | null {
  const { step } = JSON.parse(kept) as { step?: number }
  return step === undefined ? null : { step }
}

/** A job of so many steps that writes down which it takes; `within` is called in each. */
function countedSteps(within: (step: number) => Promise<void> = async () => undefined) {
  const taken: number[] = []
  const run: Job['run'] = inSteps(readStep, async (_context, left) => {
    const step = (left?.step ?? 0) + 1
    await within(step)
    taken.push(step)
    if (step === STEPS) return { outcome: 'done', did: 'All steps.' }
    return { left: { step }, did: `${step} steps.` }
  })
  return { job: jobThat(run), taken }
}

async function runs(store: Store): Promise<[string | null, number][]> {
  const found = await newestRuns(store.db, 99)
  return found.toReversed().map(({ outcome, steps }) => [outcome, steps])
}

async function progressOf(store: Store): Promise<unknown> {
  return (await store.db.selectFrom('jobs').select('progress').executeTakeFirst())?.progress
}

describe.each(DATABASES)('a job that is cut into steps on $name', (database) => {
  const stores = storesOf(database)

  /** The night after the job was first known. */
  const night = async (job: Job, store?: Store) => {
    const made = trial(store ?? (await stores.empty()), EVENING)
    await runDueJob(job, made.surroundings)
    made.clock.at = NIGHT
    return { ...made, store: made.surroundings.store }
  }

  it('takes them all in one run where there is time, and begins anew the next night', async () => {
    const { job, taken } = countedSteps()
    const { store, surroundings, clock } = await night(job)
    expect(await runDueJob(job, surroundings)).toEqual({ outcome: 'done', did: 'All steps.' })
    expect(taken).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(await progressOf(store)).toBeNull()
    clock.at = NEXT_NIGHT
    await runDueJob(job, surroundings)
    expect(taken.slice(STEPS)).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(await runs(store)).toEqual([
      ['done', 6],
      ['done', 6],
    ])
  })

  it('takes one in each run where time is up at once, is due until it is done, and is not given up', async () => {
    const { job, taken } = countedSteps()
    const { store, surroundings } = await night(job)
    const wake = () => runDueJob(job, { ...surroundings, hasTime: noTime })
    expect(await wake()).toEqual({
      outcome: 'interrupted',
      did: '1 steps. The rest follows when the job is woken again.',
    })
    for (let turn = 2; turn < STEPS; turn += 1) expect(await wake()).toMatchObject({ outcome: 'interrupted' })
    expect(await wake()).toEqual({ outcome: 'done', did: 'All steps.' })
    expect(await wake()).toBeNull()
    expect(taken).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(await runs(store)).toEqual([...Array(6).fill(['interrupted', 1]), ['done', 0]])
  })

  it('goes on where it was after the program was told to stop in the middle', async () => {
    const stopping: { stop?: AbortController } = {}
    const { job, taken } = countedSteps(async (step) => {
      if (step === 3) stopping.stop?.abort()
    })
    const { store, surroundings, stop } = await night(job)
    stopping.stop = stop
    expect(await runDueJob(job, surroundings)).toMatchObject({ outcome: 'interrupted' })
    const { surroundings: later } = trial(store, '2026-11-24T09:00:00.000Z')
    expect(await runDueJob(job, later)).toMatchObject({ outcome: 'done' })
    expect(taken).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(await runs(store)).toEqual([
      ['interrupted', 3],
      ['done', 3],
    ])
  })

  it('takes the step again during which its process stalled, by another process, and the first keeps nothing', async () => {
    let wake = (): void => undefined
    const stalled = new Promise<void>((resolve) => {
      wake = resolve
    })
    let first = true
    const { job, taken } = countedSteps(async (step) => {
      if (step !== 4 || !first) return
      first = false
      await stalled
    })
    const { store, surroundings } = await night(job)
    const underWay = runDueJob(job, { ...surroundings, runBy: 'stalled:1' })
    await expect.poll(() => first).toBe(false)
    await sql`update leases set expires_at = '2020-01-01T00:00:00Z'`.execute(store.db)
    expect(await runDueJob(job, { ...surroundings, runBy: 'other:1' })).toMatchObject({ outcome: 'done' })
    wake()
    expect(await underWay).toMatchObject({ outcome: 'interrupted' })
    expect(taken).toEqual([1, 2, 3, 4, 5, 6, 7, 4])
    expect(await progressOf(store)).toBeNull()
  })

  it('begins anew after it failed, and where another version left what it cannot read', async () => {
    const { job, taken } = countedSteps(async (step) => {
      if (step === 3 && taken.length === 2) throw new Error('on trial')
    })
    const { store, surroundings } = await night(job)
    expect(await runJobNow(job, surroundings)).toMatchObject({ outcome: 'failed' })
    await store.db.updateTable('jobs').set({ progress: '{"page":2}' }).execute()
    expect(await runJobNow(job, surroundings)).toMatchObject({ outcome: 'done' })
    expect(taken).toEqual([1, 2, 1, 2, 3, 4, 5, 6, 7])
  })

  it('verify-record: the record in one step and each few documents in one, and finds in the last what is damaged', async () => {
    const store = await stores.small()
    for (let place = 0; place < DOCUMENTS; place += 1) {
      await keepDocument(store.db, new TextEncoder().encode(`page ${place}`))
    }
    const { surroundings } = await night(verifyRecord, store)
    const wake = () => runDueJob(verifyRecord, { ...surroundings, hasTime: noTime })
    expect((await wake())?.did).toMatch(/^9 events fit so far; 0 documents/)
    // Written meanwhile; the chain of it is verified the night after.
    await appendEvents(store, [draft({ id: 'new', treaty: 'C', participant: 'CCC', action: 'signature' })])
    expect((await wake())?.did).toMatch(/^9 events fit so far; 8 documents/)
    expect((await wake())?.did).toMatch(/; 16 documents/)
    expect((await wake())?.did).toMatch(/; 20 documents/)
    expect(await wake()).toEqual({
      outcome: 'done',
      did: expect.stringMatching(`^${SMALL_EVENTS} events fit, up to `),
    })
    const { sha256 } = await store.db
      .selectFrom('documents')
      .select('sha256')
      .orderBy('sha256', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    await store.db.transaction().execute(async (trx) => {
      await sql`alter event trigger palermo_refuse_alteration disable`.execute(trx)
      await sql`alter event trigger palermo_refuse_drop disable`.execute(trx)
      await sql`alter table documents disable trigger all`.execute(trx)
      await sql`alter table documents drop constraint documents_check`.execute(trx)
      await sql`update documents set bytes = 'forged' where sha256 = ${sha256}`.execute(trx)
    })
    const first = await runJobNow(verifyRecord, { ...surroundings, hasTime: noTime })
    expect(first).toMatchObject({ outcome: 'interrupted' })
    expect(await runJobNow(verifyRecord, surroundings)).toEqual({
      outcome: 'failed',
      did: expect.stringMatching(`expected ${sha256}`),
    })
  })
})
