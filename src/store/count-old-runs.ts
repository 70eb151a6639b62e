import { type Kysely, sql } from 'kysely'
import type { Tables } from './tables.ts'

const KEPT_DAYS = 2

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
