import { type Kysely, sql } from 'kysely'
import type { Tables } from './tables.ts'

const KEPT_DAYS = 2

/** Days of which counts are shown. */
const SHOWN_DAYS = 30

export type CountedRuns = {
  readonly day: string
  readonly outcome: 'done' | 'skipped'
  readonly runs: number
}

/** Runs that are counted only, by job, the newest day first. */
export async function countedRuns(db: Kysely<Tables>): Promise<ReadonlyMap<string, readonly CountedRuns[]>> {
  const { rows } = await sql<CountedRuns & { readonly job: string }>`
    select job, day, outcome, runs from job_run_days as counted
    where day > (select max(day) from job_run_days where job = counted.job) - ${SHOWN_DAYS}::integer
    order by job, day desc, outcome`.execute(db)
  const byJob = Map.groupBy(rows, ({ job }) => job)
  return new Map([...byJob].map(([job, own]) => [job, own.map(({ job: _job, ...counted }) => counted)]))
}

/** Old runs of a job that runs each minute: those that went as they should are counted by day and outcome, and no longer
 *  kept one by one. Those that failed or were interrupted stay as they are, as does the newest that did something. */
export async function countOldRuns(
  db: Kysely<Tables>,
  { job, at }: { readonly job: string; readonly at: string },
): Promise<void> {
  await sql`
    with gone as (
      delete from job_runs
      where job = ${job} and outcome in ('done', 'skipped')
        and ended_at < ${at}::timestamptz - ${KEPT_DAYS} * interval '1 day'
        and id <> coalesce((
          select max(id) from job_runs as newest where newest.job = ${job} and newest.outcome = 'done'), 0)
      returning (ended_at at time zone 'UTC')::date as day, outcome
    )
    insert into job_run_days as counted (job, day, outcome, runs)
    select ${job}, day, outcome, count(*) from gone group by day, outcome
    on conflict (job, day, outcome) do update set runs = counted.runs + excluded.runs`.execute(db)
}
