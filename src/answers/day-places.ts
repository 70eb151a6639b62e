import { countUpTo, dayNumber, numbersOf } from '../law/day-numbers.ts'
import { addDays, type PlainDate } from '../law/plain-date.ts'

/** Different days in order, with the same days as numbers that lie side by side in memory: to find the place of a day
 *  among hundreds then touches little of it. */
export type DayOrder = { readonly days: readonly PlainDate[]; readonly numbers: Int32Array }

/** The different days among `days`, in order. */
export function orderDays(days: Iterable<PlainDate>): DayOrder {
  const ordered = [...new Set(days)].sort()
  return { days: ordered, numbers: numbersOf(ordered) }
}

/** How many of the days are on or before `day`. */
export function placeOf({ numbers }: DayOrder, day: PlainDate): number {
  return countUpTo(numbers, dayNumber(day))
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
