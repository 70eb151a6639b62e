import { type Kysely, sql } from 'kysely'
import { inOneTransaction } from './in-one-transaction.ts'
import { noteLeavings } from './leavings.ts'
import { deleteSubscription, type Subscription } from './subscriptions.ts'
import type { Tables } from './tables.ts'

type Own = Pick<Subscription, 'id' | 'channel' | 'address' | 'contact'>

/** The e-mail address behind a subscription: its own, or that of who is told when a webhook is switched off; null where a
 *  webhook has nobody. */
function personOf({ channel, address, contact }: Own): string | null {
  return channel === 'email' ? address : contact
}

/** Those that an e-mail address, in any letter case, stands in: its own by e-mail, confirmed or not, and webhooks that have
 *  it as their contact. */
const standsIn = (person: string) => sql<boolean>`
  ((channel = 'email' and lower(address) = lower(${person})) or (channel = 'webhook' and lower(contact) = lower(${person})))`

/** The other subscriptions in which the e-mail address stands. */
export async function othersOfAddress(db: Kysely<Tables>, own: Own): Promise<number[]> {
  const person = personOf(own)
  if (person === null) return []
  const { rows } = await sql<{ id: number }>`
    select id from subscriptions where ${standsIn(person)} and id <> ${own.id} order by id`.execute(db)
  return rows.map((row) => row.id)
}

/** Has webhooks go on without the address as their contact, and forgets what was written to it about them. */
async function forgetContact(trx: Kysely<Tables>, person: string): Promise<void> {
  await sql`
    delete from deliveries using subscriptions
    where subscriptions.id = deliveries.subscription and subscriptions.channel = 'webhook'
      and lower(contact) = lower(${person}) and deliveries.channel = 'email'`.execute(trx)
  await sql`
    delete from link_tokens using subscriptions
    where subscriptions.id = link_tokens.subscription and subscriptions.channel = 'webhook'
      and lower(contact) = lower(${person})`.execute(trx)
  await sql`
    with gone as (
      update subscriptions set contact = null where channel = 'webhook' and lower(contact) = lower(${person}) returning id)
    ${noteLeavings}`.execute(trx)
}

/** Removes a subscription, and with it everything else of its e-mail address: every other by e-mail; webhooks that have it
 *  as their contact go on without it. */
export async function deleteAddress(db: Kysely<Tables>, own: Own): Promise<void> {
  const person = personOf(own)
  await inOneTransaction(db, async (trx) => {
    await deleteSubscription(trx, own.id)
    if (person === null) return
    await forgetContact(trx, person)
    const left = await sql<{ id: number }>`
      select id from subscriptions where channel = 'email' and lower(address) = lower(${person})`.execute(trx)
    for (const { id } of left.rows) await deleteSubscription(trx, id)
  })
}

/** The subscriptions that an e-mail address, in any letter case, may have a link to: confirmed ones of its own, and webhooks
 *  that have it as their contact. */
export async function subscriptionsOfAddress(
  db: Kysely<Tables>,
  { address, most }: { readonly address: string; readonly most: number },
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from subscriptions where ${standsIn(address)} and state <> 'pending' order by id limit ${most}`.execute(
    db,
  )
  return rows.map(({ id }) => id)
}
