import { scaleLinear } from 'd3-scale'
import { area, line } from 'd3-shape'
import { addMonths, laterOf, type PlainDate } from '../../../law/plain-date.ts'
import { dayNumber } from '../../../projection/day-number.ts'
import { type Html, html } from '../html.ts'
import { placeOfName } from './band-name.ts'
import { chartLabel as label, chartNumber as number } from './chart-text.ts'
import type { Paint } from './paint.ts'
import { stepPath } from './step-path.ts'

export type FanPoint = {
  readonly date: PlainDate
  readonly p05: number
  readonly p25: number
  readonly p50: number
  readonly p75: number
  readonly p95: number
}

type CountPoint = { readonly date: PlainDate; readonly count: number }

/** A projection of a count: what was, the bands of what comes, what really came where that is known. */
export type Fan = {
  readonly size: { readonly width: number; readonly height: number }
  readonly paint: Paint
  readonly history: readonly CountPoint[]
  readonly path: readonly FanPoint[]
  /** Counts after the day of the projection, as they came; empty where that day is today. */
  readonly outcome: readonly CountPoint[]
  /** What is needed for entry into force; where that lies far below what is shown, a line of words says so. */
  readonly needed: { readonly count: number; readonly label: string; readonly below: string } | null
  readonly words: { readonly band90: string; readonly band50: string; readonly outcome: string }
}

const MARGIN = { top: 14, right: 64, bottom: 20, left: 34 }
/** How much of the past is shown beside what comes, at most, and before the first deposit. */
const MONTHS_BACK = 96
const MONTHS_BEFORE_FIRST = 6

type Edge = Exclude<keyof FanPoint, 'date'>

/** A point of the path in the units of the picture, rounded as they are written. */
type DrawnPoint = { readonly x: number } & Readonly<Record<Edge, number>>

type Drawing = Fan & {
  readonly x: (day: PlainDate) => number
  readonly y: (count: number) => number
  readonly drawn: readonly DrawnPoint[]
  readonly from: PlainDate
  readonly start: PlainDate
  readonly to: PlainDate
}

function yearMarks({ x, y, from, to, paint, size }: Drawing, least: number): Html {
  const first = Number(from.slice(0, 4)) + 1
  const last = Number(to.slice(0, 4))
  const step = Math.max(1, Math.ceil((last - first) / (size.width > 500 ? 9 : 4)))
  const years = Array.from(
    { length: Math.floor((last - first) / step) + 1 },
    (_, place) => first + place * step,
  )
  // Not under the scale of counts, whose lowest number stands there.
  const clear = years.filter((year) => x(`${year}-01-01` as PlainDate) > MARGIN.left + 12)
  return html`${clear.map((year) => label({ x: x(`${year}-01-01` as PlainDate), y: y(least) + 16 }, String(year), { fill: paint.quiet, anchor: 'middle' }))}`
}

function levels({ x, y, from, to, paint }: Drawing, ticks: readonly number[]): Html {
  return html`${ticks.map(
    (level) =>
      html`<line x1="${number(x(from))}" x2="${number(x(to))}" y1="${number(y(level))}" y2="${number(y(level))}" stroke="${paint.rule}"/>${label({ x: x(from) - 5, y: y(level) + 4 }, String(level), { fill: paint.quiet, anchor: 'end' })}`,
  )}`
}

/** The names of the bands, where there is room for them between two lines. */
function bandNames({ drawn, outcome, x, y, paint, words }: Drawing): Html {
  const lineOf = (edge: Edge) => drawn.map((point) => ({ x: point.x, y: point[edge] }))
  const came = outcome.map(({ date, count }) => ({ x: x(date), y: y(count) }))
  const name = (said: string, pairs: readonly (readonly [Edge, Edge])[]): Html | string => {
    for (const [high, low] of pairs) {
      const place = placeOfName(said, { upper: lineOf(high), lower: lineOf(low), others: [came] })
      if (place !== null) return label(place, said, { fill: paint.ink, anchor: 'middle' })
    }
    return ''
  }
  return html`${name(words.band90, [
    ['p95', 'p75'],
    ['p25', 'p05'],
  ])}${name(words.band50, [
    ['p75', 'p50'],
    ['p50', 'p25'],
  ])}`
}

function bands(drawing: Drawing): Html {
  const { path, drawn, to, x, y, paint } = drawing
  const band = (low: 'p05' | 'p25', high: 'p95' | 'p75') =>
    area<DrawnPoint>()
      .x((point) => point.x)
      .y0((point) => point[low])
      .y1((point) => point[high])(drawn)
  const middle = line<DrawnPoint>(
    (point) => point.x,
    (point) => point.p50,
  )(drawn)
  const last = path.at(-1)
  const ends = last === undefined ? [] : [last.p95, last.p50, last.p05]
  const atEnd = [...new Set(ends)].map((count) =>
    label({ x: x(to) + 5, y: y(count) + 4 }, String(count), { fill: paint.quiet }),
  )
  return html`<path d="${band('p05', 'p95')}" fill="${paint.party}" fill-opacity=".16"/><path d="${band('p25', 'p75')}" fill="${paint.party}" fill-opacity=".28"/><path d="${middle}" fill="none" stroke="${paint.party}" stroke-width="1.5" stroke-dasharray="5 3"/>${atEnd}${bandNames(drawing)}`
}

function steps(
  drawing: Drawing,
  points: readonly CountPoint[],
  look: { color: string; width: number },
): Html {
  return html`<path d="${stepPath(points, drawing)}" fill="none" stroke="${look.color}" stroke-width="${look.width}"/>`
}

function reallyCame(drawing: Drawing): Html | string {
  const { outcome, paint, words, x, y } = drawing
  const last = outcome.at(-1)
  if (last === undefined) return ''
  return html`${steps(drawing, outcome, { color: paint.accent, width: 2.5 })}${label({ x: x(last.date) - 4, y: y(last.count) - 7 }, `${words.outcome}: ${last.count}`, { fill: paint.accent, anchor: 'end', bold: true })}`
}

/** The line of what is needed, or words at the foot where it lies far below. */
function threshold({ needed, size, y, paint }: Drawing, isFar: boolean): Html | string {
  if (needed === null) return ''
  const fill = paint.ink
  if (isFar) return label({ x: MARGIN.left + 4, y: size.height - MARGIN.bottom - 5 }, needed.below, { fill })
  const at = number(y(needed.count))
  return html`<line x1="${MARGIN.left}" x2="${size.width - MARGIN.right}" y1="${at}" y2="${at}" stroke="${fill}" stroke-dasharray="3 3"/>${label({ x: MARGIN.left + 4, y: y(needed.count) - 5 }, needed.label, { fill })}`
}

/** The day on which the picture begins: where nobody had deposited before, nothing is drawn of years without a treaty. */
function firstDayShown(history: Fan['history'], start: PlainDate): PlainDate {
  const began = [start, ...history.map(({ date }) => date)].sort()[0] ?? start
  return laterOf(addMonths(start, -MONTHS_BACK), addMonths(began, -MONTHS_BEFORE_FIRST))
}

/** History, bands of 90 and 50 %, the middle, and the real outcome. The inside of an `<svg>` of the given size; the
 *  scale of counts begins where the picture has something to show. */
export function drawFan(given: Fan): Html {
  const { size, history, path, outcome, needed } = given
  const [first, last] = [path[0], path.at(-1)]
  if (first === undefined || last === undefined) throw new Error('a fan needs points')
  const from = firstDayShown(history, first.date)
  const shown = history.filter(({ date }) => date >= from && date <= first.date)
  const before = history.findLast(({ date }) => date < from)
  const past = [
    { date: from, count: before === undefined ? 0 : before.count },
    ...shown,
    { date: first.date, count: first.p50 },
  ]
  const counts = [...past, ...outcome].map(({ count }) => count)
  const all = [...counts, ...path.flatMap(({ p05, p95 }) => [p05, p95])]
  const [least, most] = [Math.min(...all), Math.max(...all)]
  const isFar = needed !== null && needed.count < least - (most - least)
  const y = scaleLinear()
    .domain([
      isFar || needed === null ? least : Math.min(least, needed.count),
      Math.max(most, needed?.count ?? 0) + 1,
    ])
    .nice(5)
    .range([size.height - MARGIN.bottom, MARGIN.top])
  const x = scaleLinear()
    .domain([dayNumber(from), dayNumber(last.date)])
    .range([MARGIN.left, size.width - MARGIN.right])
  const rounded = (value: number) => Number(number(value))
  const drawing: Drawing = {
    ...given,
    drawn: path.map(({ date, ...edges }) => ({
      x: rounded(x(dayNumber(date))),
      p05: rounded(y(edges.p05)),
      p25: rounded(y(edges.p25)),
      p50: rounded(y(edges.p50)),
      p75: rounded(y(edges.p75)),
      p95: rounded(y(edges.p95)),
    })),
    from,
    start: first.date,
    to: last.date,
    x: (day) => x(dayNumber(day)),
    y,
  }
  return html`${levels(drawing, y.ticks(5).filter(Number.isInteger))}${yearMarks(drawing, y.domain()[0] ?? 0)}${threshold(drawing, isFar)}${bands(drawing)}${steps(drawing, past, { color: given.paint.ink, width: 2 })}${reallyCame(drawing)}`
}
