import { queueHeartbeats } from '../src/store/queue-heartbeats.ts'
import { type Lane, type Round, runLane } from './delivery-lane.ts'
import { type Delivering, instantOf } from './try-delivery.ts'

export type Delivered = { readonly accepted: number; readonly failed: number }

/** Few mails are under way at once, and each comes on record as soon as it is accepted: one that is not there yet would
 *  go out once more if the process died. */
const MAIL = { channel: 'email', ahead: 0, isKept: true, gatherMs: 0 } as const

/** Webhooks bear an id by which their receivers know one that comes once more. */
const WEBHOOK = { channel: 'webhook', isKept: false, gatherMs: 100 } as const

/** Receivers that hang only fill the places of their own lane. */
const LANES: readonly Lane[] = [
  { ...MAIL, again: false, room: 6 },
  { ...MAIL, again: true, room: 2 },
  { ...WEBHOOK, again: false, room: 128, ahead: 128 },
  { ...WEBHOOK, again: true, room: 64, ahead: 0 },
]

/** Sends everything that is due, and what becomes due meanwhile, until nothing is left or the signal aborts. Any number
 *  of processes may do so at once. Throws where the database cannot be asked. */
export async function deliverDue(delivering: Delivering): Promise<Delivered> {
  const { store, signal } = delivering
  const round: Round = {
    delivering,
    claim: crypto.randomUUID(),
    count: { accepted: 0, failed: 0 },
    faults: [],
    underWay: 0,
    facts: new Map(),
    left: Number.POSITIVE_INFINITY,
  }
  while (!signal.aborted && (await queueHeartbeats(store.db, instantOf(delivering))) > 0);
  await Promise.all(LANES.map((lane) => runLane(lane, round)))
  if (round.faults.length > 0) throw round.faults[0]
  return round.count
}
