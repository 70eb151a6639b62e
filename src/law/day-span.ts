import type { PlainDate } from './plain-date.ts'

/** A run of days: `from` is the first day, `to` the first day after it. null is without limit. */
export type DaySpan = { readonly from: PlainDate | null; readonly to: PlainDate | null }

export const ALWAYS: DaySpan = { from: null, to: null }

export function coversDay(span: DaySpan, day: PlainDate): boolean {
  return (span.from === null || span.from <= day) && (span.to === null || day < span.to)
}

function byFirstDay(one: DaySpan, other: DaySpan): number {
  if (one.from === other.from) return 0
  if (one.from === null) return -1
  return other.from === null || one.from > other.from ? 1 : -1
}

/** The same days as spans that neither overlap nor touch, in order. */
export function mergedSpans(spans: readonly DaySpan[]): readonly DaySpan[] {
  if (spans.length <= 1) return spans
  const merged: { from: PlainDate | null; to: PlainDate | null }[] = []
  for (const span of [...spans].sort(byFirstDay)) {
    const last = merged.at(-1)
    if (last === undefined || (last.to !== null && span.from !== null && span.from > last.to)) {
      merged.push({ ...span })
    } else if (last.to !== null && (span.to === null || span.to > last.to)) {
      last.to = span.to
    }
  }
  return merged
}
