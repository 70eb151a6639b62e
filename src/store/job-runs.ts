import { type Kysely, sql, type Transaction } from 'kysely'
import { type Lease, LeaseLost, releaseLease, requireFence } from './lease.ts'
import type { Tables } from './tables.ts'

/** How a run ended. `interrupted`: its process stalled or ended first, or its time was up; another run takes its place. */
export type RunOutcome = 'done' | 'failed' | 'skipped' | 'interrupted'

export type RunEnd = {
  readonly outcome: RunOutcome
  /** What it did or why it did not, in one sentence that anyone may read. */
  readonly did: string
}

/** One run of a job as it is on record. Instants are ISO 8601 in UTC; start and end are by the database's clock. */
export type JobRun = {
  readonly id: number
  readonly job: string
  /** Instant at which it was due; null for a run by hand. */
  readonly scheduled_for: string | null
  /** Instants before it that had passed without a run. */
  readonly missed: number
  readonly fence: number
  readonly run_by: string
  readonly started_at: string
  /** null, as are the two below, while it is under way. */
  readonly ended_at: string | null
  readonly outcome: RunOutcome | null
  readonly did: string | null
  /** How many steps of a job that is cut into steps it has kept. */
  readonly steps: number
}

/** An instant for which so many runs were interrupted before they had kept a step is given up. */
const MOST_INTERRUPTED = 5

const INTERRUPTED: RunOutcome = 'interrupted'
const STALLED = 'The process stalled or ended before the run did.'

/** What is known of a job when one asks what it has missed. */
export type JobPast = {
  /** Since when the job has been known here: what was due before was not missed. null where it is not known yet. */
  readonly knownSince: string | null
  /** The last instant, not after now, whose run ended; null before the first. */
  readonly last: string | null
}

/** Since when the job is known, and the last instant for which it ran. What lies after `now` is left aside: it was
 *  written while a clock was ahead. */
export async function jobPast(db: Kysely<Tables>, job: string, now: string): Promise<JobPast> {
  const known = await db
    .selectFrom('jobs')
    .select('known_since')
    .where('name', '=', job)
    .where('known_since', '<=', now)
    .executeTakeFirst()
  return { knownSince: known?.known_since ?? null, last: await lastScheduled(db, job, now) }
}

/** From `since` on the job can miss something. One that is known already is known from the earlier instant. */
export async function knowJob(db: Kysely<Tables>, job: string, since: string): Promise<void> {
  await sql`insert into jobs (name, known_since) values (${job}, ${since})
    on conflict (name) do update set known_since = least(jobs.known_since, excluded.known_since)`.execute(db)
}

async function lastScheduled(db: Kysely<Tables>, job: string, now: string): Promise<string | null> {
  const found = await db
    .selectFrom('job_runs')
    .select('scheduled_for')
    .where('job', '=', job)
    .where('scheduled_for', '<=', now)
    .where('outcome', 'in', ['done', 'failed', 'skipped'])
    .orderBy('scheduled_for', 'desc')
    .limit(1)
    .executeTakeFirst()
  return found?.scheduled_for ?? null
}

export type RunStart = {
  readonly job: string
  readonly scheduledFor: string | null
  readonly missed: number
}

/** Puts a run on record as begun, under the lease; runs that never ended are marked as interrupted. null where the
 *  instant has had its run, or where so many were interrupted that it is given up, which is put on record as a
 *  failed run. The job has to be known. Throws LeaseLost. */
export async function beginRun(db: Kysely<Tables>, lease: Lease, start: RunStart): Promise<number | null> {
  return db.transaction().execute(async (trx) => {
    await requireFence(trx, lease)
    await sql`update job_runs set outcome = ${INTERRUPTED}, did = ${STALLED}, ended_at = clock_timestamp()
      where job = ${start.job} and outcome is null`.execute(trx)
    if ((await interruptions(trx, start)) < MOST_INTERRUPTED) return insertRun(trx, lease, start)
    const did = `Given up: ${MOST_INTERRUPTED} runs for this instant were interrupted.`
    await insertRun(trx, lease, { ...start, end: { outcome: 'failed', did } })
    return null
  })
}

async function interruptions(trx: Transaction<Tables>, start: RunStart): Promise<number> {
  if (start.scheduledFor === null) return 0
  const { count } = await trx
    .selectFrom('job_runs')
    .select((runs) => runs.fn.countAll<number>().as('count'))
    .where('job', '=', start.job)
    .where('scheduled_for', '=', start.scheduledFor)
    .where('outcome', '=', INTERRUPTED)
    .where('steps', '=', 0)
    .executeTakeFirstOrThrow()
  return count
}

async function insertRun(
  db: Kysely<Tables>,
  { fence, holder }: Pick<Lease, 'fence' | 'holder'>,
  { job, scheduledFor, missed, end }: RunStart & { readonly end?: RunEnd },
): Promise<number | null> {
  const ended = end === undefined ? sql`null` : sql`clock_timestamp()`
  const inserted = await sql<{ id: number }>`
    insert into job_runs
      (job, scheduled_for, missed, fence, run_by, started_at, ended_at, outcome, did)
    values (${job}, ${scheduledFor}, ${missed}, ${fence}, ${holder}, clock_timestamp(), ${ended},
      ${end?.outcome ?? null}, ${end?.did ?? null})
    on conflict (job, scheduled_for) where outcome is distinct from ${sql.lit(INTERRUPTED)} do nothing
    returning id`.execute(db)
  return inserted.rows[0]?.id ?? null
}

/** Puts the end of a run on record and gives the lease back, both or neither; what its steps had left is kept for the next
 *  run if it was interrupted, and is over otherwise. false where the lease was lost: the run
 *  is then marked as interrupted by the process that took it, or will be by the next that does. */
export async function endRun(
  db: Kysely<Tables>,
  lease: Lease,
  { id, outcome, did }: RunEnd & { readonly id: number },
): Promise<boolean> {
  try {
    await db.transaction().execute(async (trx) => {
      await requireFence(trx, lease)
      await sql`update job_runs set outcome = ${outcome}, did = ${did}, ended_at = clock_timestamp()
        where id = ${id} and outcome is null`.execute(trx)
      if (outcome !== INTERRUPTED) {
        await sql`update jobs set progress = null
          where name = (select job from job_runs where id = ${id}) and progress is not null`.execute(trx)
      }
      await releaseLease(trx, lease)
    })
    return true
  } catch (error) {
    if (error instanceof LeaseLost) return false
    throw error
  }
}

/** Puts a run on record that was asked for by hand and not begun, because the job was under way. */
export async function recordSkipped(
  db: Kysely<Tables>,
  { job, runBy, did }: { readonly job: string; readonly runBy: string; readonly did: string },
): Promise<void> {
  const end: RunEnd = { outcome: 'skipped', did }
  await insertRun(db, { fence: 0, holder: runBy }, { job, scheduledFor: null, missed: 0, end })
}

/** The newest runs of every job that is known, at most `perJob` of each, the newest first. */
export async function newestRuns(db: Kysely<Tables>, perJob: number): Promise<readonly JobRun[]> {
  return db
    .selectFrom('jobs')
    .innerJoinLateral(
      (from) =>
        from
          .selectFrom('job_runs')
          .selectAll()
          .whereRef('job_runs.job', '=', 'jobs.name')
          .orderBy('job_runs.id', 'desc')
          .limit(perJob)
          .as('run'),
      (join) => join.onTrue(),
    )
    .selectAll('run')
    .orderBy('run.id', 'desc')
    .execute()
}

/** When each job was last done, by name; a job that never was is not in it. */
export async function lastDone(db: Kysely<Tables>): Promise<ReadonlyMap<string, string>> {
  const found = await db
    .selectFrom('jobs')
    .innerJoinLateral(
      (from) =>
        from
          .selectFrom('job_runs')
          .select('ended_at')
          .whereRef('job_runs.job', '=', 'jobs.name')
          .where('outcome', '=', 'done')
          .orderBy('job_runs.id', 'desc')
          .limit(1)
          .as('run'),
      (join) => join.onTrue(),
    )
    .select(['jobs.name', 'run.ended_at'])
    .execute()
  return new Map(found.flatMap(({ name, ended_at }) => (ended_at === null ? [] : [[name, ended_at]])))
}
