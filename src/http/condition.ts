/** How the program itself is, beside what is on record. */
export type Condition = {
  /** Whole seconds since the record was last known to be the newest; 0 while it is. */
  readonly staleFor: () => number
  /** Whether it has been told to stop: it still answers, and should be sent nothing new. */
  readonly isStopping: () => boolean
}

/** For so long the record counts as the newest without being looked at again. */
const FRESH_MS = 3_000

/** Whole seconds since the record was last known to be the newest; 0 where that is a moment ago, or where there is no
 *  doubt (null). Both instants are in milliseconds since 1970; after a clock was set back nothing counts as old. */
export function secondsStale(unconfirmedSince: number | null, now: number): number {
  if (unconfirmedSince === null || now - unconfirmedSince < FRESH_MS) return 0
  return Math.floor((now - unconfirmedSince) / 1_000)
}

/** Where nobody says otherwise. */
export const AS_USUAL: Condition = { staleFor: () => 0, isStopping: () => false }
