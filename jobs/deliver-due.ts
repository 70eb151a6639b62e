import type { DeliveryMeans } from '../src/alerts/delivery-means.ts'
import { nextTry } from '../src/alerts/retry-times.ts'
import { OutboundFailure } from '../src/outbound/outbound-failure.ts'
import { type Claimed, type ClaimRequest, claimDeliveries } from '../src/store/claim-deliveries.ts'
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
  /** How long a claimed message is this worker's; longer than any try can take. */
  readonly holdMs?: number
  /** From 0 up to 1. */
  readonly random?: () => number
}

export type Delivered = { readonly accepted: number; readonly failed: number }

type Accept = (ids: readonly number[]) => Promise<void>

const HOLD_MS = 180_000
/** While messages are under way, those that became due are looked for so often. */
const LOOK_AGAIN_MS = 250

/** New messages are claimed when no more than this part of the places is taken, many in one statement. */
const CLAIMED_PART = 2

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

/** Messages of one channel that go out beside all others: those that were never tried, or those that failed before. */
type Lane = Pick<ClaimRequest, 'channel' | 'again'> & { readonly room: number }

/** Receivers that hang only fill the places of their own lane. Few mails are under way at once: those that a mail server
 *  has accepted and that are not on record yet would go out once more if the process died. */
const LANES: readonly Lane[] = [
  { channel: 'email', again: false, room: 6 },
  { channel: 'email', again: true, room: 2 },
  { channel: 'webhook', again: false, room: 128 },
  { channel: 'webhook', again: true, room: 64 },
]

type Run = {
  readonly delivering: Delivering
  readonly claim: string
  readonly accept: Accept
  readonly count: { accepted: number; failed: number }
  readonly faults: unknown[]
  /** Messages under way in all lanes. */
  underWay: number
}

async function send(claimed: Claimed, run: Run): Promise<void> {
  const { delivering, claim, count, faults } = run
  try {
    count[(await tryOnce(claimed, delivering, run)) ? 'accepted' : 'failed'] += 1
  } catch (error) {
    const stopped = error instanceof OutboundFailure && error.code === 'stopped'
    if (!stopped) faults.push(error)
    else await releaseClaims(delivering.store.db, { ids: claimed.ids, claim, at: instant(delivering) })
  }
}

/** Resolves when it is woken, or after a while. */
function doorbell(): { readonly ring: () => void; readonly wait: (ms: number) => Promise<void> } {
  let ring = (): void => undefined
  return {
    ring: () => ring(),
    wait: (ms) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, ms)
        ring = () => {
          clearTimeout(timer)
          resolve()
        }
      }),
  }
}

/** Keeps one lane busy until no lane has anything left. What becomes due meanwhile is looked for again and again. */
async function runLane(lane: Lane, run: Run): Promise<void> {
  const { delivering, claim, faults } = run
  const { store, now, signal, holdMs = HOLD_MS } = delivering
  const own = new Set<Promise<void>>()
  const bell = doorbell()
  while (!signal.aborted && faults.length === 0) {
    // Asked before the claim: what is settled while it is made may let a later message follow.
    const wasIdle = run.underWay === 0
    const request = { claim, channel: lane.channel, again: lane.again, holdMs, now: now() }
    const claimed = await claimDeliveries(store.db, { ...request, most: lane.room - own.size })
    run.underWay += claimed.length
    for (const one of claimed) {
      const sending: Promise<void> = send(one, run).finally(() => {
        own.delete(sending)
        run.underWay -= 1
        if (own.size <= lane.room / CLAIMED_PART) bell.ring()
      })
      own.add(sending)
    }
    if (claimed.length === 0 && wasIdle) break
    // Woken when half of the places are free; those that hang leave the others to be filled all the same.
    if (claimed.length === 0 || own.size > lane.room / CLAIMED_PART) await bell.wait(LOOK_AGAIN_MS)
  }
  await Promise.all(own)
}

/** Sends everything that is due, and what becomes due meanwhile, until nothing is left or the signal aborts. Any number
 *  of processes may do so at once. Throws where the database cannot be asked. */
export async function deliverDue(delivering: Delivering): Promise<Delivered> {
  const { store, signal } = delivering
  const claim = crypto.randomUUID()
  const accept = acceptances(delivering, claim)
  const run: Run = { delivering, claim, accept, count: { accepted: 0, failed: 0 }, faults: [], underWay: 0 }
  while (!signal.aborted && (await queueHeartbeats(store.db, instant(delivering))) > 0);
  await Promise.all(LANES.map((lane) => runLane(lane, run)))
  if (run.faults.length > 0) throw run.faults[0]
  return run.count
}
