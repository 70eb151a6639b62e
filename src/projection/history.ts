import { dayNumber } from './day-number.ts'
import type { ProjectionCase } from './projection-case.ts'

/** What is known of one treaty, as sorted day numbers (days since 1970-01-01). */
export type History = {
  /** Day of the first act, or of opening for signature where that is earlier. */
  readonly start: number
  readonly deposits: readonly number[]
  readonly signatures: readonly number[]
}

const ascending = (one: number, other: number) => one - other

/** The acts of a case as day numbers. An act before `clock_start` moves the clock to it. */
export function historyOf(given: Omit<ProjectionCase, 'id' | 'need' | 'as_of'>): History {
  const deposits = given.deposits.map(dayNumber).sort(ascending)
  const signatures = given.signatures.map(dayNumber).sort(ascending)
  const start = Math.min(dayNumber(given.clock_start), ...deposits.slice(0, 1), ...signatures.slice(0, 1))
  return { start, deposits, signatures }
}

/** How many days of a sorted list are not after `day`. */
export function countUpTo(days: readonly number[], day: number): number {
  let low = 0
  let high = days.length
  while (low < high) {
    const middle = (low + high) >> 1
    const found = days[middle]
    if (found !== undefined && found <= day) low = middle + 1
    else high = middle
  }
  return low
}

/** The history as it was known at the end of `day`. */
export function knownOn(history: History, day: number): History {
  return {
    start: history.start,
    deposits: history.deposits.slice(0, countUpTo(history.deposits, day)),
    signatures: history.signatures.slice(0, countUpTo(history.signatures, day)),
  }
}
