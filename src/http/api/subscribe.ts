import type { RecordView } from '../../answers/record-view.ts'
import type { Actor } from '../../record/officer.ts'
import { subscriptionsOfAddress } from '../../store/address-subscriptions.ts'
import { audited } from '../../store/audit-trail.ts'
import { countRequest } from '../../store/count-requests.ts'
import type { Store } from '../../store/store.ts'
import { createSubscription, type Made, queueNotice } from '../../store/subscriptions.ts'
import { readSubscriptionRequest, type WantedSubscription } from './subscription-request.ts'

/** What subscribing needs of the program around it. */
export type AlertDesk = {
  readonly store: Pick<Store, 'db'>
  readonly view: () => RecordView | Promise<RecordView>
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Ranges of addresses that webhooks may go to beside the open Internet; none when left out. */
  readonly webhookRanges?: readonly string[]
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const NETWORK_MOST = 20
const ADDRESS_MOST = 4
const LINKS_MOST = 5
const REPEATS_MOST = 6

/** Whether a network may ask once more this hour. */
export async function networkMayAsk({ store, now }: AlertDesk, client: string): Promise<boolean> {
  const limit = { what: 'subscribe from', who: client, most: NETWORK_MOST, withinMs: HOUR_MS, now: now() }
  return countRequest(store.db, limit)
}

/** Whether the holder of a subscription may have its confirmation, or its messages, sent once more this hour. */
export async function mayRepeat(
  { store, now }: AlertDesk,
  { what, name }: { readonly what: 'confirmation' | 'replay'; readonly name: string },
): Promise<boolean> {
  const limit = { what: `repeat ${what}`, who: name, most: REPEATS_MOST, withinMs: HOUR_MS, now: now() }
  return countRequest(store.db, limit)
}

/** Whether an address, of a person or of a program, may be written to once more today without having asked for it. */
export async function mayWriteTo({ store, now }: AlertDesk, address: string): Promise<boolean> {
  const who = address.toLowerCase()
  const limit = { what: 'write to', who, most: ADDRESS_MOST, withinMs: DAY_MS, now: now() }
  return countRequest(store.db, limit)
}

/** Makes a subscription and asks its address for a confirmation. null where that, or whoever is to be told when it is
 *  switched off, was written to too often today;
 *  only officers are told. What an officer makes stands in the audit trail, without its address. */
export async function subscribe(
  desk: AlertDesk,
  wanted: WantedSubscription,
  officer: Actor | null,
): Promise<Made | null> {
  const { address, contact } = wanted
  for (const one of contact === null ? [address] : [address, contact]) {
    if (!(await mayWriteTo(desk, one))) return null
  }
  const given = { ...wanted, madeBy: officer?.name ?? null, at: new Date(desk.now()).toISOString() }
  if (officer === null) return createSubscription(desk.store.db, given)
  return audited(
    desk.store.db,
    ({ name }: Made) => ({ officer, act: 'subscription.create', subject: name }),
    (trx) => createSubscription(trx, given),
  )
}

/** Reads what is asked for against the newest record. Throws InputError. */
export async function readWanted(desk: AlertDesk, body: unknown): Promise<WantedSubscription> {
  return readSubscriptionRequest(body, await desk.view(), desk.webhookRanges)
}

/** Sends new management links to an address, where it has subscriptions; the asker is not told. */
export async function sendLinks(desk: AlertDesk, address: string): Promise<void> {
  if (!(await mayWriteTo(desk, address))) return
  const at = new Date(desk.now()).toISOString()
  for (const id of await subscriptionsOfAddress(desk.store.db, { address, most: LINKS_MOST })) {
    await queueNotice(desk.store.db, { subscription: id, kind: 'link', at })
  }
}
