const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

const LONGEST_WAIT_MS = 24 * HOUR

/** Longest waits after the first, second … failure, as Standard Webhooks proposes them. */
const WAITS_MS: readonly number[] = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  LONGEST_WAIT_MS,
]

/** After so long since the first try nothing is tried any more. */
export const GIVEN_UP_AFTER_MS = 72 * HOUR

/** The part of a wait that is left to chance, so that those who failed together do not come back together. */
const JITTER = 0.2

export type Failed = {
  /** Failures in a row, this one included. */
  readonly failures: number
  /** Milliseconds since 1970. */
  readonly now: number
  readonly firstTriedAt: number
  /** Instant before which the receiver does not want to be asked; null where it has not said. */
  readonly notBefore: number | null
  /** From 0 up to 1. */
  readonly random: number
}

/** While the way to receivers is broken on our side, it is tried so often. */
const BROKEN_WAY_MS = 5 * MINUTE

/** When a message that reached nobody is tried again, in milliseconds since 1970: until its way is mended, however long
 *  that takes. */
export function nextTryOfBrokenWay({ now, random }: Pick<Failed, 'now' | 'random'>): number {
  return Math.round(now + BROKEN_WAY_MS * (1 - JITTER * random))
}

/** When a message that failed is tried again, in milliseconds since 1970: later each time, never before the receiver
 *  wants, for three days at most, with a last try as they end. null where it is given up. */
export function nextTry({ failures, now, firstTriedAt, notBefore, random }: Failed): number | null {
  const wait = WAITS_MS[failures - 1] ?? LONGEST_WAIT_MS
  const end = firstTriedAt + GIVEN_UP_AFTER_MS
  if (now >= end) return null
  const due = Math.round(now + wait * (1 - JITTER * random))
  if (notBefore !== null && notBefore > end) return null
  return Math.max(Math.min(due, end), notBefore ?? 0)
}
