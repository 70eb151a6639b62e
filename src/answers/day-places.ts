import { addDays, type PlainDate } from '../law/plain-date.ts'

/** The different days among `days`, in order. */
export function distinctDays(days: Iterable<PlainDate>): PlainDate[] {
  return [...new Set(days)].sort()
}

/** How many of the ordered `days` are on or before `day`. */
export function placeOf(days: readonly PlainDate[], day: PlainDate): number {
  let low = 0
  let high = days.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const found = days[middle]
    if (found !== undefined && found <= day) low = middle + 1
    else high = middle
  }
  return low
}

/** The first of the ordered `days` after `day`; null when there is none. */
export function firstAfter(days: readonly PlainDate[], day: PlainDate): PlainDate | null {
  return days[placeOf(days, day)] ?? null
}

/** A span of days, both ends included; null is without limit. */
export type Span = { readonly from: PlainDate | null; readonly to: PlainDate | null }

/** Whether `day` lies in the span. */
export function holdsOn(span: Span, day: PlainDate): boolean {
  return (span.from === null || span.from <= day) && (span.to === null || span.to >= day)
}

/** The days on which something changes because one of the spans begins or has just ended. */
export function daysOfChange(spans: Iterable<Span>): PlainDate[] {
  const days: PlainDate[] = []
  for (const span of spans) {
    if (span.from !== null) days.push(span.from)
    if (span.to !== null) days.push(addDays(span.to, 1))
  }
  return distinctDays(days)
}
