import { type Kysely, sql } from 'kysely'
import type { Tables } from './tables.ts'

/** Clears away what has expired: links, counts of requests, subscriptions that nobody confirmed, and what is on record of
 *  the runs that sent alerts each minute, those that failed aside. */
export async function sweepAlerts(db: Kysely<Tables>, at: string): Promise<void> {
  await sql`delete from link_tokens where until < ${at}::timestamptz`.execute(db)
  await sql`delete from request_counts where until < ${at}::timestamptz`.execute(db)
  await sql`
    delete from subscriptions
    where state = 'pending' and created_at < ${at}::timestamptz - interval '3 days'`.execute(db)
  await sql`
    delete from job_runs
    where job = 'deliver-alerts' and outcome in ('done', 'skipped')
      and ended_at < ${at}::timestamptz - interval '2 days'`.execute(db)
}
