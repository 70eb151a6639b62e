import type { DeliveryMeans } from '../src/alerts/delivery-means.ts'
import { nextTry } from '../src/alerts/retry-times.ts'
import { OutboundFailure } from '../src/outbound/outbound-failure.ts'
import { type Claimed, claimDeliveries } from '../src/store/claim-deliveries.ts'
import { queueHeartbeats } from '../src/store/queue-heartbeats.ts'
import { releaseClaims, settleAccepted, settleFailed } from '../src/store/settle-deliveries.ts'
import type { Store } from '../src/store/store.ts'
import { activateSubscription } from '../src/store/subscriptions.ts'
import { deliverMessage } from './deliver-message.ts'

export type Delivering = {
  readonly store: Pick<Store, 'db'>
  readonly means: DeliveryMeans
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly signal: AbortSignal
  /** Messages under way at once in this process. */
  readonly most?: number
  /** How long a claimed message is this worker's; longer than any try can take. */
  readonly holdMs?: number
  /** From 0 up to 1. */
  readonly random?: () => number
}

export type Delivered = { readonly accepted: number; readonly failed: number }

type Accept = (ids: readonly number[]) => Promise<void>

const MOST = 128
const HOLD_MS = 180_000

/** Those that failed before get at most this part of the places, so that receivers that hang never hold up the rest. */
const AGAIN_PART = 2

/** New messages are claimed when this part of the places is free, many in one statement. */
const CLAIMED_PART = 8

function instant({ now }: Delivering): string {
  return new Date(now()).toISOString()
}

/** Puts acceptances on record: the first at once, and together those that come while the database writes. */
function acceptances(delivering: Delivering, claim: string): Accept {
  let last: Promise<void> = Promise.resolve()
  let next: { readonly ids: number[]; readonly written: Promise<void> } | null = null
  const begin = (): NonNullable<typeof next> => {
    const ids: number[] = []
    const write = (): Promise<void> => {
      next = null
      return settleAccepted(delivering.store.db, { ids, claim, at: instant(delivering) })
    }
    last = last.then(write, write)
    return { ids, written: last }
  }
  return (ids) => {
    next ??= begin()
    next.ids.push(...ids)
    return next.written
  }
}

/** Sends one message and puts on record how that went; whether it was accepted. */
async function tryOnce(
  claimed: Claimed,
  delivering: Delivering,
  { claim, accept }: { readonly claim: string; readonly accept: Accept },
): Promise<boolean> {
  const { store, means, now, signal, random = Math.random } = delivering
  const outcome = await deliverMessage(claimed, means, { now, signal })
  if (outcome.kind === 'accepted') {
    await accept(claimed.ids)
    if (claimed.message.kind === 'verify') {
      await activateSubscription(store.db, claimed.subscription, instant(delivering))
    }
    return true
  }
  const { status, problem, notBefore, isGone } = outcome
  const { failures, firstTriedAt } = claimed
  const failed = { failures: failures + 1, now: now(), firstTriedAt, notBefore, random: random() }
  const due = isGone ? null : nextTry(failed)
  await settleFailed(store.db, {
    claimed,
    claim,
    at: instant(delivering),
    status,
    problem,
    nextTry: due === null ? null : new Date(due).toISOString(),
  })
  return false
}

/** Messages under way, those that were never tried apart from those that failed before. */
type Places = { readonly first: Set<Promise<void>>; readonly again: Set<Promise<void>> }

function allOf({ first, again }: Places): Promise<void>[] {
  return [...first, ...again]
}

/** Sends everything that is due, and what becomes due meanwhile, until nothing is left or the signal aborts. Any number
 *  of processes may do so at once. Throws where the database cannot be asked. */
export async function deliverDue(delivering: Delivering): Promise<Delivered> {
  const { store, now, signal, most = MOST, holdMs = HOLD_MS } = delivering
  const claim = crypto.randomUUID()
  const accept = acceptances(delivering, claim)
  const count = { accepted: 0, failed: 0 }
  const places: Places = { first: new Set(), again: new Set() }
  const faults: unknown[] = []

  const send = async (claimed: Claimed): Promise<void> => {
    try {
      const accepted = await tryOnce(claimed, delivering, { claim, accept })
      count[accepted ? 'accepted' : 'failed'] += 1
    } catch (error) {
      const stopped = error instanceof OutboundFailure && error.code === 'stopped'
      if (stopped) await releaseClaims(store.db, { ids: claimed.ids, claim, at: instant(delivering) })
      else faults.push(error)
    }
  }
  const take = async (again: boolean): Promise<number> => {
    const own = again ? places.again : places.first
    const room = again ? Math.ceil(most / AGAIN_PART) : most
    const claimed = await claimDeliveries(store.db, {
      claim,
      most: room - own.size,
      again,
      holdMs,
      now: now(),
    })
    for (const one of claimed) {
      const sending: Promise<void> = send(one).finally(() => own.delete(sending))
      own.add(sending)
    }
    return claimed.length
  }

  while (!signal.aborted && (await queueHeartbeats(store.db, instant(delivering))) > 0);
  while (!signal.aborted && faults.length === 0) {
    const taken = (await take(false)) + (await take(true))
    if (taken === 0 && allOf(places).length === 0) break
    do await Promise.race(allOf(places))
    while (taken > 0 && allOf(places).length > most - Math.ceil(most / CLAIMED_PART))
  }
  await Promise.all(allOf(places))
  if (faults.length > 0) throw faults[0]
  return count
}
