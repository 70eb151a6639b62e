import { type Kysely, sql } from 'kysely'
import type { Tables } from './tables.ts'

/** Clears away what has expired: links, counts of requests, and subscriptions that nobody confirmed. */
export async function sweepAlerts(db: Kysely<Tables>, at: string): Promise<void> {
  await sql`delete from link_tokens where until < ${at}::timestamptz`.execute(db)
  await sql`delete from request_counts where until < ${at}::timestamptz`.execute(db)
  await sql`
    delete from subscriptions
    where state = 'pending' and created_at < ${at}::timestamptz - interval '3 days'`.execute(db)
}
