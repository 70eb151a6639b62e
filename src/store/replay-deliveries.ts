import { type Kysely, sql } from 'kysely'
import { inOneTransaction } from './in-one-transaction.ts'
import type { Tables } from './tables.ts'

/** Sends the messages of a subscription again, from a number on, under the names that they had: what went out as one
 *  digest goes out as the same, as a whole. What was taken back before anybody was asked to take it stays out. How they went before stays in the ledger. Answers with how many. */
export async function replayDeliveries(
  db: Kysely<Tables>,
  given: { readonly subscription: number; readonly from: number; readonly at: string },
): Promise<number> {
  const { subscription, from, at } = given
  return inOneTransaction(db, async (trx) => {
    const { rows } = await sql<{ id: number }>`
      select id from deliveries
      where subscription = ${subscription} and coalesce(digest_of, number) >= coalesce((
        select coalesce(digest_of, number) from deliveries as first
        where first.subscription = ${subscription} and first.number = ${from}), ${from}) and state <> 'queued'
        and (number is null or facts = '{}' or not facts <@ withheld)
      order by id for update`.execute(trx)
    const ids = rows.map(({ id }) => id)
    await sql`
      insert into delivery_rounds (delivery, round, state, tries, first_tried_at, settled_at, replayed_at)
      select id, (select count(*) + 1 from delivery_rounds where delivery = id), state, tries, first_tried_at, settled_at,
        ${at}::timestamptz
      from deliveries where id = any(${ids}::bigint[])`.execute(trx)
    await sql`
      update deliveries set state = 'queued', settled_at = null, tries = 0, first_tried_at = null, claim = null,
        claimed_until = null, has_failed = false, unsent = null, digest_of = coalesce(digest_of, number), due_at = ${at}::timestamptz
      where id = any(${ids}::bigint[])`.execute(trx)
    return ids.length
  })
}
