import { type Kysely, type RawBuilder, sql } from 'kysely'
import { inOneTransaction } from './in-one-transaction.ts'
import { noteLeavings } from './leavings.ts'
import { deleteSubscription, queueNotice, type Subscription } from './subscriptions.ts'
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

const hasContact = (person: string) => sql<boolean>`
  (subscriptions.channel = 'webhook' and lower(subscriptions.contact) = lower(${person}))`

const isWebhook = (id: number) => sql<boolean>`
  (subscriptions.channel = 'webhook' and subscriptions.id = ${id} and subscriptions.contact is not null)`

/** Has webhooks go on without their contact, and forgets what was written to it about them and the links that it has. */
async function forgetContact(trx: Kysely<Tables>, those: RawBuilder<boolean>): Promise<void> {
  await sql`
    delete from deliveries using subscriptions
    where subscriptions.id = deliveries.subscription and ${those} and deliveries.channel = 'email'`.execute(
    trx,
  )
  await sql`
    delete from link_tokens using subscriptions
    where subscriptions.id = link_tokens.subscription and ${those}`.execute(trx)
  await sql`
    with gone as (
      update subscriptions set contact = null where ${those} returning id)
    ${noteLeavings}`.execute(trx)
}

/** Gives a webhook another contact, or none. What the one before has of it is good for nothing any more; whoever becomes
 *  the contact of one that is switched off is written to about that. `at`: ISO 8601. */
export async function changeContact(
  db: Kysely<Tables>,
  id: number,
  { contact, at }: { readonly contact: string | null; readonly at: string },
): Promise<void> {
  await inOneTransaction(db, async (trx) => {
    await forgetContact(trx, isWebhook(id))
    const { rows } = await sql<{ is_off: boolean }>`
      update subscriptions set contact = ${contact} where id = ${id} and channel = 'webhook'
      returning state = 'off' as is_off`.execute(trx)
    const isOff = rows.some(({ is_off }) => is_off)
    if (isOff && contact !== null) await queueNotice(trx, { subscription: id, kind: 'notice', at })
  })
}

/** Ends what a link is for: by e-mail the subscription; of a webhook, which is its program's, only that the address of who
 *  has the link is its contact. */
export async function endByLink(db: Kysely<Tables>, { id, channel }: Own): Promise<void> {
  if (channel === 'webhook') await inOneTransaction(db, (trx) => forgetContact(trx, isWebhook(id)))
  else await deleteSubscription(db, id)
}

/** Removes everything of the e-mail address behind a subscription: each by e-mail; webhooks that have it as their contact
 *  go on without it. */
export async function deleteAddress(db: Kysely<Tables>, own: Own): Promise<void> {
  const person = personOf(own)
  await inOneTransaction(db, async (trx) => {
    await endByLink(trx, own)
    if (person === null) return
    await forgetContact(trx, hasContact(person))
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
