import type { DeliveryMeans } from '../src/alerts/delivery-means.ts'
import type { DeliveryOutcome } from '../src/alerts/delivery-outcome.ts'
import { nextTry, nextTryOfBrokenWay } from '../src/alerts/retry-times.ts'
import { OutboundFailure } from '../src/outbound/outbound-failure.ts'
import { allUnreached } from '../src/store/all-unreached.ts'
import type { Claimed } from '../src/store/claim-deliveries.ts'
import { releaseClaims, settleFailed } from '../src/store/settle-deliveries.ts'
import type { Store } from '../src/store/store.ts'
import { activateSubscription } from '../src/store/subscriptions.ts'
import { againWhileGone } from './again-while-gone.ts'
import { deliverMessage } from './deliver-message.ts'
import type { Accept } from './settle-together.ts'
import { faultOf, noteAnswer } from './whose-fault.ts'

export type Delivering = {
  readonly store: Pick<Store, 'db'>
  readonly means: DeliveryMeans
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly signal: AbortSignal
  /** How long a claimed message is this worker's; longer than any try can take. */
  readonly holdMs?: number
  /** Whether further messages may be begun; always when left out. */
  readonly hasTime?: () => boolean
  /** From 0 up to 1. */
  readonly random?: () => number
}

/** Under what name messages were claimed, and how acceptances come on record. */
export type Settling = { readonly claim: string; readonly accept: Accept }

type Failed = Extract<DeliveryOutcome, { kind: 'failed' }>

export function instantOf({ now }: Pick<Delivering, 'now'>): string {
  return new Date(now()).toISOString()
}

/** Whether a webhook that would be given up failed like all others, none of which answered in the whole time. */
async function isOurNetwork(
  { channel, subscription, firstTriedAt }: Claimed,
  { status }: Failed,
  { store }: Delivering,
): Promise<boolean> {
  if (channel !== 'webhook' || status !== null) return false
  return allUnreached(store.db, { since: new Date(firstTriedAt).toISOString(), subscription })
}

async function keepFailure(
  claimed: Claimed,
  outcome: Failed,
  { delivering, claim }: { readonly delivering: Delivering; readonly claim: string },
): Promise<void> {
  const { store, now, random = Math.random } = delivering
  const { failures, firstTriedAt } = claimed
  const { failing, status, problem, notBefore, isGone } = outcome
  const failed = { failures: failures + 1, now: now(), firstTriedAt, notBefore, random: random() }
  const again = failing === 'not_asked' ? nextTryOfBrokenWay(failed) : nextTry(failed)
  const begins = again === null && (await isOurNetwork(claimed, outcome, delivering))
  const due = begins ? nextTryOfBrokenWay(failed) : isGone ? null : again
  const next = due === null ? null : new Date(due).toISOString()
  const at = instantOf(delivering)
  await settleFailed(store.db, { claimed, claim, at, failing, status, problem, nextTry: next, begins })
}

/** Sends one message. null where the program was told to stop first: the message is given back. */
export async function sendOnce(
  claimed: Claimed,
  delivering: Delivering,
  claim: string,
): Promise<DeliveryOutcome | null> {
  try {
    return await deliverMessage(claimed, delivering.means, delivering)
  } catch (error) {
    if (!(error instanceof OutboundFailure) || error.code !== 'stopped') throw error
    await releaseClaims(delivering.store.db, { ids: claimed.ids, claim })
    return null
  }
}

/** Puts on record how a try ended. */
export async function settle(
  claimed: Claimed,
  outcome: DeliveryOutcome,
  { delivering, claim, accept }: Settling & { readonly delivering: Delivering },
): Promise<void> {
  const tried = { means: delivering.means, outcome, now: delivering.now() }
  if (claimed.channel === 'webhook') noteAnswer(tried)
  if (outcome.kind === 'failed') {
    const failing = claimed.channel === 'webhook' ? faultOf(outcome.failing, tried) : outcome.failing
    return keepFailure(claimed, { ...outcome, failing }, { delivering, claim })
  }
  await accept(claimed.ids)
  if (claimed.message.kind === 'verify') {
    const { store, signal } = delivering
    const at = instantOf(delivering)
    await againWhileGone(() => activateSubscription(store.db, claimed.subscription, at), signal)
  }
}
