import { deliverDue } from '../../jobs/deliver-due.ts'
import type { DeliveryMeans } from '../../src/alerts/delivery-means.ts'
import { type Interest, type Timing, USUAL_INTEREST, USUAL_TIMING } from '../../src/alerts/subscription.ts'
import { deliveryMeans } from '../../src/network/delivery-means.ts'
import { outboxIn } from '../../src/store/outbox-folder.ts'
import type { Store } from '../../src/store/store.ts'
import { createSubscription, findSubscription, type Made } from '../../src/store/subscriptions.ts'

export const PUBLIC_URL = 'https://treaties.example.org'

/** Sends as the server does, to the loopback address. */
export function meansTo(
  smtpUrl: string | null,
  more: { readonly dataDir?: string; readonly permitted?: readonly string[] } = {},
): DeliveryMeans & { readonly close: () => void } {
  const { dataDir = '/nowhere', permitted = ['127.0.0.0/8'] } = more
  return deliveryMeans({
    smtpUrl,
    mailFrom: null,
    publicUrl: PUBLIC_URL,
    permitted,
    outbox: outboxIn(dataDir),
    version: 'test',
  })
}

/** One round of sending at an instant (ISO 8601). */
export function deliverAt(store: Store, means: DeliveryMeans, at: string) {
  const signal = new AbortController().signal
  return deliverDue({ store, means, now: () => Date.parse(at), signal, random: () => 0 })
}

/** A subscription by e-mail or webhook, not confirmed yet. */
export async function ask(
  store: Store,
  address: string,
  at: string,
  more: { readonly interest?: Partial<Interest>; readonly timing?: Partial<Timing> } = {},
): Promise<Made & { readonly id: number }> {
  const made = await createSubscription(store.db, {
    channel: address.startsWith('http') ? 'webhook' : 'email',
    address,
    interest: { ...USUAL_INTEREST, ...more.interest },
    timing: { ...USUAL_TIMING, ...more.timing },
    madeBy: null,
    at,
  })
  const found = await findSubscription(store.db, made.name)
  if (found === null) throw new Error('not kept')
  return { ...made, id: found.id }
}
