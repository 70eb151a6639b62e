import type { SubscribedKind } from '../alerts/fact.ts'
import type { Channel } from '../alerts/subscription.ts'
import { InputError } from '../law/input-error.ts'
import { COMMAND_LINE } from '../record/officer.ts'
import type { Act } from '../store/audit-trail.ts'
import type { OpenedStore } from '../store/open-store.ts'
import type { published, publishedEntry } from '../store/published-subscription.ts'
import type { LedgerNotice } from '../store/read-deliveries.ts'
import type { Made, Subscription } from '../store/subscriptions.ts'
import type { CommandLine } from './command-line.ts'

export type Listed = ReturnType<typeof published>
export type Entry = ReturnType<typeof publishedEntry>
export type Ledger = { readonly notices: readonly LedgerNotice[]; readonly deliveries: readonly Entry[] }

export type Added = {
  readonly channel: Channel
  /** One of a right form; whoever has the record says whether something may go there. */
  readonly address: string
  readonly contact: string | undefined
  readonly kinds: readonly SubscribedKind[] | undefined
  readonly confirmed: boolean
}

/** What only its maker is ever shown. */
export type AddedOne = { readonly id: string; readonly token: string; readonly secret: string | null }

/** Where subscriptions are seen and changed: the record itself, or the server that holds it. Everything is in the shape of
 *  the API. Throws InputError for an id that there is not. */
export type SubscriptionDesk = {
  readonly list: () => Promise<readonly Listed[]>
  readonly ledger: (id: string) => Promise<Ledger>
  readonly add: (wanted: Added) => Promise<AddedOne>
  /** Answers with what became of it, in words. */
  readonly resume: (id: string) => Promise<string>
  readonly remove: (id: string) => Promise<void>
}

export const ROWS_SHOWN = 1_000

async function find(db: OpenedStore['db'], id: string): Promise<Subscription> {
  const { findSubscription } = await import('../store/subscriptions.ts')
  const found = await findSubscription(db, id)
  if (found !== null) return found
  throw new InputError([
    { field: 'id', value: id, accepted: 'the id of a subscription, as the list shows it' },
  ])
}

/** The line of what was done at the machine itself, which stands in the audit trail like the acts of officers. */
function actOf(act: string, subject: string): Act {
  return { officer: COMMAND_LINE, act: `subscription.${act}`, subject }
}

/** Throws InputError where nothing may be sent to the address from here. */
async function refuseForbidden(line: CommandLine, { channel, address: value }: Added): Promise<void> {
  const { subscriptionAddress } = await import('../alerts/subscription-address.ts')
  const { alertSettings } = await import('./alert-settings.ts')
  const { webhookRanges: permitted } = alertSettings(line)
  subscriptionAddress(channel, { field: `--${channel}`, value, permitted })
}

async function addTo(line: CommandLine, { db }: OpenedStore, added: Added): Promise<AddedOne> {
  const { USUAL_INTEREST, USUAL_TIMING } = await import('../alerts/subscription.ts')
  const { audited } = await import('../store/audit-trail.ts')
  const { activateSubscription, createSubscription } = await import('../store/subscriptions.ts')
  const { kinds, confirmed, contact = null, ...given } = added
  await refuseForbidden(line, added)
  const at = new Date().toISOString()
  const interest = { ...USUAL_INTEREST, ...(kinds === undefined ? {} : { kinds }) }
  const wanted = { ...given, contact, interest, timing: USUAL_TIMING, at }
  const { name, ...made } = await audited(
    db,
    (one: Made): Act => actOf('create', one.name),
    async (trx) => {
      const subscription = await createSubscription(trx, { ...wanted, madeBy: COMMAND_LINE.name })
      if (confirmed) await activateSubscription(trx, (await find(trx, subscription.name)).id, at)
      return subscription
    },
  )
  return { id: name, ...made }
}

/** Subscriptions of the record that this program holds itself. */
export function deskOnRecord(line: CommandLine, store: OpenedStore): SubscriptionDesk {
  const { db } = store
  return {
    list: async () => {
      const { listSubscriptions } = await import('../store/subscriptions.ts')
      const { published } = await import('../store/published-subscription.ts')
      return (await listSubscriptions(db)).map(published)
    },
    ledger: async (id) => {
      const { readDeliveries, readNotices } = await import('../store/read-deliveries.ts')
      const { publishedEntry } = await import('../store/published-subscription.ts')
      const { id: subscription } = await find(db, id)
      const entries = await readDeliveries(db, { subscription, from: 1, limit: ROWS_SHOWN })
      return { notices: await readNotices(db, subscription), deliveries: entries.map(publishedEntry) }
    },
    add: (added) => addTo(line, store, added),
    resume: async (id) => {
      const { audited } = await import('../store/audit-trail.ts')
      const { activateSubscription } = await import('../store/subscriptions.ts')
      const { id: found } = await find(db, id)
      await audited(db, actOf('resume', id), (trx) =>
        activateSubscription(trx, found, new Date().toISOString()),
      )
      return `${id} goes on.`
    },
    remove: async (id) => {
      const { audited } = await import('../store/audit-trail.ts')
      const { deleteSubscription } = await import('../store/subscriptions.ts')
      const { forgetLeft } = await import('../store/forget-left.ts')
      const { outboxIn } = await import('../store/outbox-folder.ts')
      const { barePlace } = await import('./open-record.ts')
      const { id: found } = await find(db, id)
      await audited(db, actOf('delete', id), (trx) => deleteSubscription(trx, found))
      await forgetLeft(store, outboxIn(barePlace(line).dataDir))
    },
  }
}
