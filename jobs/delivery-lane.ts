import {
  type Claimed,
  type ClaimRequest,
  claimDeliveries,
  type KnownFacts,
} from '../src/store/claim-deliveries.ts'
import { releaseClaims, settleAccepted } from '../src/store/settle-deliveries.ts'
import { againWhileGone } from './again-while-gone.ts'
import { doorbell } from './doorbell.ts'
import { type Gathered, settleTogether } from './settle-together.ts'
import { type Delivering, instantOf, sendOnce, settle } from './try-delivery.ts'

/** Messages of one channel that go out beside all others: those that were never tried, or those that failed before. */
export type Lane = Pick<ClaimRequest, 'channel' | 'again'> & {
  /** Messages under way at once. */
  readonly room: number
  /** Messages that are claimed ahead, so that one follows at once. */
  readonly ahead: number
  /** Whether a message keeps its place until it is on record as accepted. */
  readonly isKept: boolean
  /** For so long acceptances are gathered, to come on record together. */
  readonly gatherMs: number
}

/** One round of sending, over all lanes. */
export type Round = {
  readonly delivering: Delivering
  readonly claim: string
  readonly count: { accepted: number; failed: number }
  readonly faults: unknown[]
  /** Messages claimed and not yet on record, in all lanes. */
  underWay: number
  readonly facts: KnownFacts
  /** Messages that may still be claimed. */
  left: number
}

const HOLD_MS = 180_000
/** While messages are under way, those that became due are looked for so often. */
const LOOK_AGAIN_MS = 250
/** Acceptances that go into one statement. */
const MOST_TOGETHER = 256

/** A message that waits for a place. */
type Waiting = {
  readonly claimed: Claimed
  /** After this instant it is given back instead: half of the hold is left to each try. */
  readonly startUntil: number
}

/** A lane while it runs: who waits for a place, how many places are taken, and what is not yet on record. */
type Running = {
  readonly lane: Lane
  readonly round: Round
  readonly accept: Gathered
  readonly waiting: Waiting[]
  readonly tries: Set<Promise<void>>
  readonly bell: ReturnType<typeof doorbell>
  places: number
  /** Whether the last claim brought all that it asked for. */
  hasMore: boolean
}

function isOver({ delivering: { signal, hasTime }, faults }: Round): boolean {
  return signal.aborted || faults.length > 0 || hasTime?.() === false
}

function isLate({ startUntil }: Waiting, { delivering }: Round): boolean {
  return startUntil < delivering.now()
}

/** Gives the places that are free to those who wait, and has more claimed when half of everything is free. */
function fill(running: Running): void {
  const { lane, round, waiting, tries, bell } = running
  while (running.places < lane.room && !isOver(round)) {
    const [next] = waiting
    if (next === undefined || isLate(next, round)) break
    waiting.shift()
    running.places += 1
    const trying: Promise<void> = tryOne(next.claimed, running).finally(() => tries.delete(trying))
    tries.add(trying)
  }
  const taken = running.places + waiting.length
  if (running.hasMore && taken <= (lane.room + lane.ahead) / 2) bell.ring()
}

async function tryOne(claimed: Claimed, running: Running): Promise<void> {
  const { lane, round, accept, bell } = running
  const { delivering, claim, count, faults } = round
  let hasPlace = true
  const leave = (): void => {
    if (!hasPlace) return
    hasPlace = false
    running.places -= 1
    fill(running)
    if (running.places === 0) accept.flush()
  }
  try {
    const outcome = await sendOnce(claimed, delivering, claim)
    if (outcome === null) return
    const settled = settle(claimed, outcome, { delivering, claim, accept: accept.take })
    if (!lane.isKept) leave()
    await settled
    count[outcome.kind] += 1
  } catch (error) {
    faults.push(error)
  } finally {
    round.underWay -= 1
    leave()
    // What is settled lets the next message of its subscription follow, once there is a place for it.
    if (!running.hasMore && running.waiting.length === 0) bell.ring()
  }
}

/** Gives back the first so many of what was claimed ahead and not tried. */
async function giveBack({ waiting, round }: Running, count: number): Promise<void> {
  if (count === 0) return
  const { delivering, claim } = round
  const ids = waiting.splice(0, count).flatMap(({ claimed }) => claimed.ids)
  round.underWay -= count
  round.left += count
  await releaseClaims(delivering.store.db, { ids, claim })
}

/** Gives back what waited for so long that another worker could take it while it is tried. */
async function giveBackLate(running: Running): Promise<void> {
  const { waiting, round } = running
  const inTime = waiting.findIndex((one) => !isLate(one, round))
  await giveBack(running, inTime === -1 ? waiting.length : inTime)
}

/** Claims what there is room for; whether there was nothing, and nothing was under way before it was looked for, so that
 *  nothing can follow. */
async function claimMore(running: Running): Promise<boolean> {
  const { lane, round, waiting } = running
  const { store, now, holdMs = HOLD_MS } = round.delivering
  await giveBackLate(running)
  const { room, ahead, channel, again } = lane
  // Those that wait will do for a while: a few more would not be worth a statement.
  if (waiting.length > ahead / 2) return false
  // Asked before the claim: what is settled while it is made may let a later message follow.
  const wasIdle = round.underWay === 0
  const most = Math.min(room + ahead - running.places - waiting.length, round.left)
  const at = now()
  const request = { claim: round.claim, channel, again, holdMs, now: at, most }
  const claimed = await claimDeliveries(store.db, request, round.facts)
  running.hasMore = most > 0 && claimed.length === most
  round.underWay += claimed.length
  round.left -= claimed.length
  waiting.push(...claimed.map((one) => ({ claimed: one, startUntil: at + holdMs / 2 })))
  fill(running)
  return wasIdle && claimed.length === 0
}

/** Keeps one lane busy until no lane has anything left. What becomes due meanwhile is looked for again and again. */
export async function runLane(lane: Lane, round: Round): Promise<void> {
  const { delivering, claim } = round
  const write = (ids: readonly number[]) => {
    const at = instantOf(delivering)
    return againWhileGone(() => settleAccepted(delivering.store.db, { ids, claim, at }), delivering.signal)
  }
  const running: Running = {
    lane,
    round,
    accept: settleTogether({ write, waitMs: lane.gatherMs, most: MOST_TOGETHER }),
    waiting: [],
    tries: new Set(),
    bell: doorbell(),
    places: 0,
    hasMore: false,
  }
  const keep = (error: unknown): void => void round.faults.push(error)
  while (!isOver(round)) {
    if (await claimMore(running).catch(keep)) break
    const taken = running.places + running.waiting.length
    // Those that hang leave the others to be filled all the same.
    if (!running.hasMore || taken > (lane.room + lane.ahead) / 2) await running.bell.wait(LOOK_AGAIN_MS)
  }
  await giveBack(running, running.waiting.length).catch(keep)
  await Promise.all(running.tries)
}
