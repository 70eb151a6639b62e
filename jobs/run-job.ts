import { InputError } from '../src/law/input-error.ts'
import { keepProgress, readProgress } from '../src/store/job-progress.ts'
import {
  beginRun,
  endRun,
  jobPast,
  knowJob,
  type RunEnd,
  type RunStart,
  recordSkipped,
} from '../src/store/job-runs.ts'
import {
  type Fence,
  keepLease,
  LEASE_MS,
  type Lease,
  LeaseLost,
  releaseLease,
  requireFence,
  takeLease,
} from '../src/store/lease.ts'
import { type Job, type JobContext, JobFailure } from './job.ts'
import { justBefore, missedRun } from './missed-run.ts'

/** What a job is run with. */
export type Surroundings = Omit<JobContext, 'fence' | 'signers' | 'progress'> & {
  /** There are no keys when left out. */
  readonly signers?: JobContext['signers']
  /** This process, by a name that no other running process has. */
  readonly runBy: string
  /** How long the job stays this process's own when it says nothing more. */
  readonly leaseMs?: number
  /** Whether a job that is cut into steps may begin another; always when left out. */
  readonly hasTime?: () => boolean
}

const LONGEST_TEXT = 500
const TAKEN_OVER = 'Another process took the job over; nothing more was written.'

const noSigners: JobContext['signers'] = async () => []
const always = (): boolean => true

/** One line of at most 500 characters. */
function sentence(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= LONGEST_TEXT ? line : `${line.slice(0, LONGEST_TEXT - 1)}…`
}

function failed(job: Job, error: unknown, { say, signal }: Pick<JobContext, 'say' | 'signal'>): RunEnd {
  if (error instanceof LeaseLost) return { outcome: 'interrupted', did: TAKEN_OVER }
  if (signal.aborted) return { outcome: 'interrupted', did: 'The program was told to stop.' }
  if (error instanceof JobFailure || error instanceof InputError) {
    return { outcome: 'failed', did: sentence(error.message) }
  }
  const detail = error instanceof Error && error.stack !== undefined ? error.stack : String(error)
  say(`job ${job.name}: internal error: ${JSON.stringify(detail)}`)
  return { outcome: 'failed', did: 'Internal error; it has been written down for the operator.' }
}

/** Does the work under a lease that is renewed for as long as it lasts. */
async function work(job: Job, lease: Lease, run: number, surroundings: Surroundings): Promise<RunEnd> {
  const { store, now, say, alerts, fetching, leaseMs = LEASE_MS, signers = noSigners } = surroundings
  const lost = new AbortController()
  const signal = AbortSignal.any([surroundings.signal, lost.signal])
  const stopKeeping = keepLease(store.db, lease, {
    lengthMs: leaseMs,
    onLost: (error) => lost.abort(error),
    onError: (error) => say(`job ${job.name}: its lease could not be renewed: ${String(error)}`),
  })
  const fence: Fence = (trx) => requireFence(trx, lease, leaseMs)
  try {
    const { outcome, did } = await job.run({
      store,
      fence,
      signal,
      now,
      say,
      signers,
      progress: {
        left: await readProgress(store.db, job.name),
        keep: (left) => keepProgress(store.db, lease, { job: job.name, run, left }),
        hasTime: surroundings.hasTime ?? always,
      },
      ...(alerts === undefined ? {} : { alerts }),
      ...(fetching === undefined ? {} : { fetching }),
    })
    return { outcome, did: sentence(did) }
  } catch (error) {
    return failed(job, lost.signal.aborted ? lost.signal.reason : error, { say, signal })
  } finally {
    await stopKeeping()
  }
}

async function runUnderLease(
  start: RunStart,
  job: Job,
  surroundings: Surroundings,
): Promise<RunEnd | 'held' | 'settled'> {
  const { db } = surroundings.store
  const { runBy: holder, leaseMs: lengthMs = LEASE_MS, say } = surroundings
  const lease = await takeLease(db, { name: `job ${job.name}`, holder, lengthMs })
  if (lease === null) return 'held'
  const id = await beginRun(db, lease, start)
  if (id === null) {
    await releaseLease(db, lease)
    return 'settled'
  }
  const end = await work(job, lease, id, surroundings)
  const kept = await endRun(db, lease, { id, ...end })
  const told: RunEnd = kept ? end : { outcome: 'interrupted', did: TAKEN_OVER }
  // A run without anything to do stands in the record of runs; an operator need not hear of it each minute.
  if (told.outcome !== 'skipped') say(`job ${job.name} ${told.outcome}: ${told.did}`)
  return told
}

/** The past of the job, which is known from now on at the latest. */
async function knownPast(job: Job, { store, now }: Surroundings) {
  const at = new Date(now()).toISOString()
  const { knownSince, last } = await jobPast(store.db, job.name, at)
  if (knownSince === null) await knowJob(store.db, job.name, at)
  return { now: at, last, knownSince: knownSince ?? at }
}

/** Runs the job where an instant of its timetable has passed without a run: on time, or once for all that was missed.
 *  null where nothing is due, or where another process does it or has done it. Throws where the database cannot be
 *  asked; a job that fails does not throw. */
export async function runDueJob(job: Job, surroundings: Surroundings): Promise<RunEnd | null> {
  const { now, last, knownSince } = await knownPast(job, surroundings)
  const due = missedRun(job, { last: last ?? justBefore(knownSince), now })
  if (due === null) return null
  const ended = await runUnderLease({ job: job.name, ...due }, job, surroundings)
  return typeof ended === 'string' ? null : ended
}

/** Runs the job now, whatever its timetable says. Where it is under way already, that is put on record as a skipped
 *  run. Throws where the database cannot be asked. */
export async function runJobNow(job: Job, surroundings: Surroundings): Promise<RunEnd> {
  await knownPast(job, surroundings)
  const start: RunStart = { job: job.name, scheduledFor: null, missed: 0 }
  const ended = await runUnderLease(start, job, surroundings)
  if (typeof ended !== 'string') return ended
  const did = 'The job is under way in another process.'
  await recordSkipped(surroundings.store.db, { job: job.name, runBy: surroundings.runBy, did })
  return { outcome: 'skipped', did }
}
