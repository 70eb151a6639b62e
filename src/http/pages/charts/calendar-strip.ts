import { firstOfMonthAfter, type PlainDate } from '../../../law/plain-date.ts'
import { dayNumber } from '../../../projection/day-number.ts'
import { type Html, html } from '../html.ts'
import type { Text } from '../text/text.ts'
import type { Paint } from './paint.ts'

const CELL = 9
const STEP = 10
/** Height of a month; on a phone, where the strip is drawn smaller, its letters are larger than this needs. */
const ROW = 18
const TOP = 6
const LABEL = 78
/** A longer count is said in words only. */
const MOST_DAYS = 200

type Month = { readonly first: PlainDate; readonly days: readonly PlainDate[] }

function monthsFrom(from: PlainDate, to: PlainDate): Month[] {
  const months: Month[] = []
  let first = firstOfMonthAfter(from, 0)
  while (first <= to) {
    const next = firstOfMonthAfter(first, 1)
    const length = dayNumber(next) - dayNumber(first)
    const month = first.slice(0, -2)
    const days = Array.from(
      { length },
      (_, place) => `${month}${String(place + 1).padStart(2, '0')}` as PlainDate,
    )
    months.push({ first, days })
    first = next
  }
  return months
}

/** Every day from day 0 to the last, a square each, a line a month; null where there are too many. */
export function calendarStrip(
  text: Text,
  { from, to, paint }: { readonly from: PlainDate; readonly to: PlainDate; readonly paint: Paint },
): { readonly size: { readonly width: number; readonly height: number }; readonly inside: Html } | null {
  if (to < from || dayNumber(to) - dayNumber(from) > MOST_DAYS) return null
  const months = monthsFrom(from, to)
  const fillOf = (day: PlainDate): string => {
    if (day === from || day === to) return paint.accent
    return day > from && day < to ? paint.line : 'none'
  }
  const rows = months.map(({ first, days }, row) => {
    const cells = days.map(
      (day, place) =>
        html`<rect x="${LABEL + place * STEP}" y="${TOP + row * ROW}" width="${CELL}" height="${CELL}" fill="${fillOf(day)}" stroke="${paint.rule}"/>`,
    )
    return html`<text x="0" y="${TOP + row * ROW + CELL}" font-size="12" fill="${paint.quiet}">${text.monthInWords(first)}</text>${cells}`
  })
  return {
    size: { width: LABEL + 31 * STEP, height: TOP + months.length * ROW },
    inside: html`${rows}`,
  }
}
