import { type Kysely, sql } from 'kysely'
import { nextDigest } from '../alerts/digest-time.ts'
import type { Timing } from '../alerts/subscription.ts'
import { inOneTransaction } from './in-one-transaction.ts'
import type { Tables } from './tables.ts'

const AT_ONCE = 500

type Due = Timing & { readonly id: number; readonly next_digest_at: string }

/** Moves on the subscriptions whose digest or sign of life is due, and queues "nothing changed" for those that want it
 *  and were told nothing since the last one. Answers with how many there were; called again until there are none. */
export async function queueHeartbeats(db: Kysely<Tables>, at: string): Promise<number> {
  return inOneTransaction(db, async (trx) => {
    const { rows } = await sql<Due>`
      select id, digest, hour, time_zone, heartbeat, next_digest_at from subscriptions
      where state = 'active' and next_digest_at <= ${at}::timestamptz
      order by next_digest_at limit ${AT_ONCE} for update skip locked`.execute(trx)
    if (rows.length === 0) return 0
    await sql`
      insert into deliveries (subscription, kind, channel, state, queued_at, due_at)
      select subscriptions.id, 'heartbeat', channel, 'queued', ${at}::timestamptz, ${at}::timestamptz
      from subscriptions
      where id = any(${rows.map(({ id }) => id)}::bigint[]) and heartbeat and not exists (
        select from deliveries
        where deliveries.subscription = subscriptions.id and number is not null and (state = 'queued'
          or queued_at > subscriptions.next_digest_at
            - case digest when 'daily' then interval '1 day' else interval '7 days' end))`.execute(trx)
    await sql`
      update subscriptions set next_digest_at = moved.next
      from unnest(${rows.map(({ id }) => id)}::bigint[], ${rows.map((row) => nextDigest(row, at))}::timestamptz[])
        as moved (id, next)
      where subscriptions.id = moved.id`.execute(trx)
    return rows.length
  })
}
