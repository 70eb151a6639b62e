import type { DeliveryMeans } from '../src/alerts/delivery-means.ts'
import type { DeliveryOutcome, Failing } from '../src/alerts/delivery-outcome.ts'

type Tried = {
  readonly means: Pick<DeliveryMeans, 'exchange'>
  readonly outcome: DeliveryOutcome
  /** Milliseconds since 1970. */
  readonly now: number
}

const HEARD_MS = 3_600_000

/** When a receiver of webhooks last answered anything by these means, in milliseconds since 1970. */
const heard = new WeakMap<DeliveryMeans['exchange'], number>()

/** Remembers that a receiver of webhooks answered, whatever it said: the way out is open. */
export function noteAnswer({ means, outcome, now }: Tried): void {
  if (outcome.kind === 'accepted' || outcome.status !== null) heard.set(means.exchange, now)
}

/** Whose fault it is that a webhook failed so. That this machine found no way to its receiver is its own, unless others
 *  answered within the last hour: then only the way to that one is closed. */
export function faultOf(failing: Failing, { means, now }: Omit<Tried, 'outcome'>): Failing {
  if (failing !== 'not_asked') return failing
  const last = heard.get(means.exchange)
  return last !== undefined && now - last < HEARD_MS ? 'refused' : failing
}
