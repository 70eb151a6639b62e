import type { PlainDate } from './plain-date.ts'

const NOUGHT = 48
/** Place and weight of each digit of `YYYY-MM-DD`. */
const DIGITS = [
  [0, 10_000_000],
  [1, 1_000_000],
  [2, 100_000],
  [3, 10_000],
  [5, 1000],
  [6, 100],
  [8, 10],
  [9, 1],
] as const

/** The day as one number, 20030701 for 1 July 2003; numbers compare as the days do. */
export function dayNumber(day: PlainDate): number {
  let number = 0
  for (const [place, weight] of DIGITS) number += (day.charCodeAt(place) - NOUGHT) * weight
  return number
}

/** The days as numbers, which lie side by side in memory: to search hundreds of them then touches little of it. */
export function numbersOf(days: readonly PlainDate[]): Int32Array {
  return Int32Array.from(days, dayNumber)
}

/** How many of the numbers, which are in order, are `wanted` or less. */
export function countUpTo(numbers: Int32Array, wanted: number): number {
  let low = 0
  let high = numbers.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (Number(numbers[middle]) <= wanted) low = middle + 1
    else high = middle
  }
  return low
}
