import type { PlainDate } from '../../../law/plain-date.ts'
import { dayAfter, dayNumber } from '../../../projection/day-number.ts'

type Row = { readonly date: string }
type Span = { readonly from: PlainDate; readonly to: PlainDate }

/** As many as all treaties on record have by far: of them each step is drawn. */
const DRAWN_WHOLE = 2000
/** A column is about two points of the widest curve wide. */
const COLUMNS = 540

/** Place of the first row after `day`, from `start` on. */
function placeAfter(rows: readonly Row[], day: string, start: number): number {
  let low = start
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const row = rows[middle]
    if (row !== undefined && row.date <= day) low = middle + 1
    else high = middle
  }
  return low
}

/** The lowest, the highest and the last of some rows, in their order. */
function outline<R>(rows: readonly R[], countOf: (row: R) => number): R[] {
  let lowest = 0
  let highest = 0
  const counts = rows.map(countOf)
  counts.forEach((count, place) => {
    if (count < Number(counts[lowest])) lowest = place
    if (count > Number(counts[highest])) highest = place
  })
  const places = new Set([lowest, highest, rows.length - 1].sort((one, other) => one - other))
  return [...places].flatMap((place) => rows[place] ?? [])
}

/** The rows that a curve needs: all of a short list, and of each column of a long one the lowest, the highest and the
 *  last. So a curve is no longer than its picture is wide, however long the history. The rows are in order of their
 *  days, none of them after `to`. */
export function rowsToDraw<R extends Row>(
  rows: readonly R[],
  { from, to }: Span,
  countOf: (row: R) => number,
): readonly R[] {
  if (rows.length <= DRAWN_WHOLE) return rows
  const days = dayNumber(to) - dayNumber(from)
  const drawn: R[] = []
  let start = 0
  for (let column = 1; column <= COLUMNS; column += 1) {
    const edge = column === COLUMNS ? null : dayAfter(from, (days * column) / COLUMNS)
    const end = edge === null ? rows.length : placeAfter(rows, edge, start)
    if (end > start) for (const row of outline(rows.slice(start, end), countOf)) drawn.push(row)
    start = end
  }
  return drawn
}
