import { webhookId, webhookPayload } from '../alerts/channel-webhook.ts'
import type { LedgerEntry } from './read-deliveries.ts'
import type { Subscription } from './subscriptions.ts'

/** A subscription as programs see it: under its name, what it asks for beside the rest. */
export function published({ id: _id, interest, name, ...subscription }: Subscription) {
  return { id: name, ...subscription, ...interest }
}

/** A message of the ledger as programs see it: with what a webhook is sent of it. */
export function publishedEntry({ number, message, ...entry }: LedgerEntry) {
  return { number, id: webhookId(message.mark), ...entry, payload: webhookPayload(message) }
}
