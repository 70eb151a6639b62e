import type { OutboundLimits } from '../outbound/exchange.ts'
import type { RetryPlan } from '../outbound/retry-plan.ts'
import { LARGEST_BYTES } from './largest-document.ts'

/** What one look at a source may cost. `wholeMs` is for all its redirects together. */
export type FetchLimits = OutboundLimits & {
  readonly redirects: number
  /** How long a source that asks to be left alone is waited for within a run. */
  readonly patienceMs: number
  /** For so long after the bytes were received the source is believed that they have not changed; then they are
   *  fetched again whole. */
  readonly believedMs: number
}

const DAY_MS = 24 * 60 * 60 * 1000

/** The depositary's pages are slow and below 2 MB; nothing larger than a reader takes is fetched. */
export const FETCH_LIMITS: FetchLimits = {
  connectMs: 10_000,
  answerMs: 45_000,
  wholeMs: 120_000,
  wireBytes: LARGEST_BYTES,
  decodedBytes: LARGEST_BYTES,
  redirects: 5,
  patienceMs: 90_000,
  believedMs: 7 * DAY_MS,
}

/** From the end of one request to a host to the start of the next. */
export const HOST_INTERVAL_MS = 3_000

/** Tries within one run. */
export const FETCH_RETRIES: RetryPlan = { tries: 3, firstMs: 5_000, factor: 4, longestMs: 60_000 }
