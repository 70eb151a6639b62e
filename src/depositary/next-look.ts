import { type RetryPlan, retryDelayMs } from '../outbound/retry-plan.ts'
import type { WatchedSource } from '../record/watched-source.ts'

/** How the last looks at a source went. */
export type PastLooks = {
  /** When it was last looked at, whatever came of it, in milliseconds since 1970. */
  readonly lastAt: number
  /** How many looks have failed since the last one that did not. */
  readonly failures: number
  /** Instant before which it does not want to be asked, in milliseconds since 1970; null where it has not said. */
  readonly notBefore: number | null
}

const HOUR_MS = 60 * 60 * 1000
const AFTER_FAILURE: RetryPlan = {
  tries: Number.POSITIVE_INFINITY,
  firstMs: HOUR_MS / 2,
  factor: 2,
  longestMs: 12 * HOUR_MS,
}
/** Up to this part of the interval a look comes early, so that not all sources come due in one moment. */
const EARLY_SHARE = 0.1

/** When a source is to be looked at again, in milliseconds since 1970: after its interval, or sooner after a failure,
 *  with ever longer times between; never before it allows. `random` is from 0 up to 1; the answer has to be kept, not
 *  asked for again. */
export function nextLook(
  source: Pick<WatchedSource, 'every_hours'>,
  { lastAt, failures, notBefore }: PastLooks,
  random: number,
): number {
  const intervalMs = source.every_hours * HOUR_MS * (1 - EARLY_SHARE * random)
  const backoffMs = failures === 0 ? null : retryDelayMs(AFTER_FAILURE, { failures, random })
  const dueMs = backoffMs === null ? intervalMs : Math.min(backoffMs, intervalMs)
  return Math.round(Math.max(lastAt + dueMs, notBefore ?? lastAt))
}
