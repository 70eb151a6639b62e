import { firstPlace } from '../../../answers/first-place.ts'
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
  return firstPlace({ from: start, to: rows.length }, (place) => String(rows[place]?.date) > day)
}

/** Places, in order, of the lowest, the highest and the last of the rows from `start` up to, without it, `end`, by each
 *  of the counts. */
function outline<R>(
  rows: readonly R[],
  { start, end }: { readonly start: number; readonly end: number },
  counts: readonly ((row: R) => number)[],
): number[] {
  const places = new Set([end - 1])
  for (const countOf of counts) {
    let [lowest, highest] = [start, start]
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (let place = start; place < end; place += 1) {
      const count = countOf(rows[place] as R)
      if (count < least) [least, lowest] = [count, place]
      if (count > most) [most, highest] = [count, place]
    }
    places.add(lowest).add(highest)
  }
  return [...places].sort((one, other) => one - other)
}

/** The rows that curves of the `counts` need: all of a short list, and of each column of a long one the lowest, the
 *  highest and the last by each count: at most five rows of two counts, however long the history. The rows are in
 *  order of their days, none of them after `to`. */
export function rowsToDraw<R extends Row>(
  rows: readonly R[],
  { from, to }: Span,
  counts: readonly ((row: R) => number)[],
): readonly R[] {
  if (rows.length <= DRAWN_WHOLE) return rows
  const days = dayNumber(to) - dayNumber(from)
  const drawn: R[] = []
  let start = 0
  for (let column = 1; column <= COLUMNS; column += 1) {
    const edge = column === COLUMNS ? null : dayAfter(from, (days * column) / COLUMNS)
    const end = edge === null ? rows.length : placeAfter(rows, edge, start)
    if (end > start) for (const place of outline(rows, { start, end }, counts)) drawn.push(rows[place] as R)
    start = end
  }
  return drawn
}
