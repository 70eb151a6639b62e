import { type Kysely, sql } from 'kysely'
import { inOneTransaction } from './in-one-transaction.ts'
import { deleteSubscription, type Subscription } from './subscriptions.ts'
import type { Tables } from './tables.ts'

/** The other subscriptions by e-mail of the same address, in any letter case, confirmed or not. */
export async function othersOfAddress(
  db: Kysely<Tables>,
  { id, address }: Pick<Subscription, 'id' | 'address'>,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from subscriptions
    where channel = 'email' and lower(address) = lower(${address}) and id <> ${id} order by id`.execute(db)
  return rows.map((row) => row.id)
}

/** Removes a subscription by e-mail, and with it every other of the same address. */
export async function deleteAddress(
  db: Kysely<Tables>,
  own: Pick<Subscription, 'id' | 'address'>,
): Promise<void> {
  await inOneTransaction(db, async (trx) => {
    for (const id of [own.id, ...(await othersOfAddress(trx, own))]) await deleteSubscription(trx, id)
  })
}
