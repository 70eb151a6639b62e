import { addDays, type PlainDate } from '../law/plain-date.ts'

/** Different days in order, with the same days as numbers that lie side by side in memory: to find the place of a day
 *  among hundreds then touches little of it. */
export type DayOrder = { readonly days: readonly PlainDate[]; readonly numbers: Int32Array }

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

/** The different days among `days`, in order. */
export function orderDays(days: Iterable<PlainDate>): DayOrder {
  const ordered = [...new Set(days)].sort()
  return { days: ordered, numbers: Int32Array.from(ordered, dayNumber) }
}

/** How many of the days are on or before `day`. */
export function placeOf({ numbers }: DayOrder, day: PlainDate): number {
  const wanted = dayNumber(day)
  let low = 0
  let high = numbers.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (Number(numbers[middle]) <= wanted) low = middle + 1
    else high = middle
  }
  return low
}

/** The first of the days after `day`; null when there is none. */
export function firstAfter(order: DayOrder, day: PlainDate): PlainDate | null {
  return order.days[placeOf(order, day)] ?? null
}

/** A span of days, both ends included; null is without limit. */
export type Span = { readonly from: PlainDate | null; readonly to: PlainDate | null }

/** Whether `day` lies in the span. */
export function holdsOn(span: Span, day: PlainDate): boolean {
  return (span.from === null || span.from <= day) && (span.to === null || span.to >= day)
}

/** The days on which something changes because one of the spans begins or has just ended, in no order. */
export function daysOfChange(spans: Iterable<Span>): PlainDate[] {
  const days: PlainDate[] = []
  for (const span of spans) {
    if (span.from !== null) days.push(span.from)
    if (span.to !== null) days.push(addDays(span.to, 1))
  }
  return days
}
