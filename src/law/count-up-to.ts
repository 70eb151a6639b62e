import type { PlainDate } from './plain-date.ts'

/** How many of `count` days, which are in order, are on or before `day`. */
export function countUpTo(count: number, dayAt: (place: number) => PlainDate, day: PlainDate): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >>> 1
    if (dayAt(middle) <= day) low = middle + 1
    else high = middle
  }
  return low
}
