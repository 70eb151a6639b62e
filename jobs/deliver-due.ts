import type { DeliveryLimits, DeliveryMeans } from '../src/alerts/delivery-means.ts'
import { queueHeartbeats } from '../src/store/queue-heartbeats.ts'
import { type Lane, type Round, runLane } from './delivery-lane.ts'
import { type Delivering, instantOf } from './try-delivery.ts'

export type Delivered = { readonly accepted: number; readonly failed: number }

/** Few mails are under way at once, and each comes on record as soon as it is accepted: one that is not there yet would
 *  go out once more if the process died. */
const MAIL = { channel: 'email', ahead: 12, isKept: true, gatherMs: 0 } as const

/** Webhooks bear an id by which their receivers know one that comes once more. */
const WEBHOOK = { channel: 'webhook', isKept: false, gatherMs: 100 } as const

const USUAL_LIMITS: DeliveryLimits = {
  webhooks: 128,
  failedBefore: 64,
  ahead: 512,
  mails: 6,
  mailsFailedBefore: 2,
  messages: Number.POSITIVE_INFINITY,
}

/** Receivers that hang only fill the places of their own lane. */
function lanesOf({ sendMail, limits = USUAL_LIMITS }: DeliveryMeans): readonly Lane[] {
  const mails: readonly Lane[] = [
    { ...MAIL, again: false, room: limits.mails },
    { ...MAIL, again: true, room: limits.mailsFailedBefore },
  ]
  return [
    ...(sendMail === null ? [] : mails),
    { ...WEBHOOK, again: false, room: limits.webhooks, ahead: limits.ahead },
    { ...WEBHOOK, again: true, room: limits.failedBefore, ahead: 0 },
  ]
}

/** Sends everything that is due, and what becomes due meanwhile, until nothing is left, the limits of the process are
 *  reached, its time is up or the signal aborts. Any number of processes may do so at once. Throws where the database cannot be asked. */
export async function deliverDue(delivering: Delivering): Promise<Delivered> {
  const { store, means, signal } = delivering
  const round: Round = {
    delivering,
    claim: crypto.randomUUID(),
    count: { accepted: 0, failed: 0 },
    faults: [],
    underWay: 0,
    facts: new Map(),
    left: (means.limits ?? USUAL_LIMITS).messages,
  }
  while (!signal.aborted && (await queueHeartbeats(store.db, instantOf(delivering))) > 0);
  await Promise.all(lanesOf(means).map((lane) => runLane(lane, round)))
  if (round.faults.length > 0) throw round.faults[0]
  return round.count
}
