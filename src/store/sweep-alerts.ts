import { type Kysely, sql } from 'kysely'
import { noteLeavings } from './leavings.ts'
import type { Tables } from './tables.ts'

/** Clears away what has expired: links, counts of requests, and subscriptions that nobody confirmed. */
export async function sweepAlerts(db: Kysely<Tables>, at: string): Promise<void> {
  await sql`delete from link_tokens where until < ${at}::timestamptz`.execute(db)
  await sql`delete from request_counts where until < ${at}::timestamptz`.execute(db)
  await sql`
    with gone as (
      delete from subscriptions
      where state = 'pending' and created_at < ${at}::timestamptz - interval '3 days' returning id)
    ${noteLeavings}`.execute(db)
}
