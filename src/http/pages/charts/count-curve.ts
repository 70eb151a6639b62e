import { scaleLinear } from 'd3-scale'
import type { PlainDate } from '../../../law/plain-date.ts'
import { dayNumber } from '../../../projection/day-number.ts'
import { type Html, html } from '../html.ts'
import { chartLabel as label, chartNumber as number } from './chart-text.ts'
import type { Paint } from './paint.ts'
import { stepPath } from './step-path.ts'

export type CurvePoint = { readonly date: PlainDate; readonly count: number }

/** What a curve of counts shows. Words come ready, in the language of the page. */
export type CountCurve = {
  readonly size: { readonly width: number; readonly height: number }
  readonly paint: Paint
  readonly from: PlainDate
  readonly to: PlainDate
  /** Top of the scale. */
  readonly most: number
  /** The main curve, drawn as steps, with the words at its end. */
  readonly main: { readonly points: readonly CurvePoint[]; readonly label: string }
  readonly second?: { readonly points: readonly CurvePoint[]; readonly label: string }
  /** Instruments needed; always drawn where the condition is a plain count. */
  readonly needed: { readonly count: number; readonly label: string } | null
  /** Days marked on the line of what is needed. */
  readonly ticks: readonly { readonly date: PlainDate; readonly label: string }[]
  readonly hasYears: boolean
}

const MARGIN = { top: 22, right: 8, bottom: 20, left: 4 }
/** Room at the left for the numbers of the scale. */
const SCALE = 30

type Drawing = CountCurve & { readonly x: (day: PlainDate) => number; readonly y: (count: number) => number }

function steps(drawing: Drawing, points: readonly CurvePoint[]): string {
  const { to, x, y } = drawing
  const last = points.at(-1)
  const all = last === undefined ? [] : [...points.filter(({ date }) => date <= to), { ...last, date: to }]
  return stepPath(all, { x, y })
}

function curve(
  drawing: Drawing,
  main: CountCurve['main'],
  look: { color: string; dash?: string; width: number },
): Html {
  const { paint: _paint, to, x, y } = drawing
  const last = main.points.at(-1)
  const end =
    last === undefined
      ? ''
      : label({ x: x(to), y: y(last.count) - 7 }, main.label, { fill: look.color, anchor: 'end', bold: true })
  const dash = look.dash === undefined ? '' : html` stroke-dasharray="${look.dash}"`
  return html`<path d="${steps(drawing, main.points)}" fill="none" stroke="${look.color}" stroke-width="${look.width}"${dash}/>${end}`
}

function axes({ x, y, from, to, most, paint, hasYears }: Drawing): Html {
  const base = html`<line x1="${number(x(from))}" x2="${number(x(to))}" y1="${number(y(0))}" y2="${number(y(0))}" stroke="${paint.line}"/>`
  const first = Number(from.slice(0, 4))
  const last = Number(to.slice(0, 4))
  const step = hasYears ? Math.max(1, Math.ceil((last - first) / 5)) : Math.max(1, last - first)
  const years = Array.from(
    { length: Math.floor((last - first) / step) + 1 },
    (_, place) => first + place * step,
  )
  const next = years[1]
  // Words that end at their year need more room than words that have it in their middle.
  const room = hasYears ? 40 : 64
  const isCrowded = next !== undefined && x(`${next}-01-01` as PlainDate) - x(from) < room
  const marks = years.map((year, place) => {
    if (place === 0 && isCrowded) return ''
    const day = (place === 0 ? from : `${year}-01-01`) as PlainDate
    const atEnd = isCrowded ? 'start' : 'end'
    const anchor = place === 0 ? 'start' : place === years.length - 1 && !hasYears ? atEnd : 'middle'
    return label({ x: x(day), y: y(0) + 15 }, String(year), { fill: paint.quiet, anchor })
  })
  const levels = hasYears ? scaleLinear().domain([0, most]).ticks(4).slice(1) : []
  const lines = levels.map(
    (level) =>
      html`<line x1="${number(x(from))}" x2="${number(x(to))}" y1="${number(y(level))}" y2="${number(y(level))}" stroke="${paint.rule}"/>${label({ x: x(from) - 6, y: y(level) + 4 }, String(level), { fill: paint.quiet, anchor: 'end' })}`,
  )
  return html`${lines}${base}<g>${marks}</g>`
}

/** So near to the line of what is needed, words at the end of the curve would lie over the words of the line. */
const NEAR = 18
/** From one line of words to the next. */
const LINE = 15

/** Where the words of the line stand: at its end, or early on it where the curve ends beside it. */
function neededLabel({ needed, main, paint, x, y, from, to }: Drawing): Html | string {
  if (needed === null) return ''
  const level = y(needed.count)
  const last = main.points.at(-1)
  const isCrowded = last !== undefined && Math.abs(y(last.count) - level) < NEAR
  const place = isCrowded ? x(from) + (x(to) - x(from)) * 0.3 : x(to)
  const anchor = isCrowded ? 'middle' : 'end'
  return label({ x: place, y: level - 6 }, needed.label, { fill: paint.ink, anchor })
}

/** The lowest line of the words of late marks: above those at the end of the curve, where that is not far above. */
function lateWords({ needed, main, ticks, y }: Drawing): number {
  const level = y(needed === null ? 0 : needed.count) - 24
  const last = main.points.at(-1)
  const end = last === undefined ? 0 : y(last.count) - 7
  const isBelow = end > level - ticks.length * LINE - NEAR
  return isBelow ? Math.min(level, end - LINE) : level
}

function threshold(drawing: Drawing): Html | string {
  const { needed, ticks, paint, x, y, from, to } = drawing
  if (needed === null) return ''
  const level = y(needed.count)
  const late = lateWords(drawing)
  // Words to the right of all marks, so that none runs through them.
  const rightmost = Math.max(...ticks.map(({ date }) => x(date)))
  return html`<line x1="${number(x(from))}" x2="${number(x(to))}" y1="${number(level)}" y2="${number(level)}" stroke="${paint.ink}" stroke-dasharray="3 3"/>
${neededLabel(drawing)}
${ticks.map(({ date, label: words }, place) => {
  const at = x(date)
  const anchor = at > x(to) * 0.6 ? 'end' : 'start'
  const foot = words === '' ? level + 5 : level + 8 + place * LINE
  // Late marks speak above the line and the words at its end: below it the curve is still on its way up.
  const said = anchor === 'start' ? { x: rightmost + 5, y: foot + 6 } : { x: at - 5, y: late - place * LINE }
  return html`<line x1="${number(at)}" x2="${number(at)}" y1="${number(anchor === 'end' ? level - 4 : level - 16)}" y2="${number(foot + 5)}" stroke="${paint.accent}" stroke-width="1.5"/>${words === '' ? '' : label(said, words, { fill: paint.accent, anchor })}`
})}`
}

/** Steps of counts by day, with the line of what is needed and the days that mattered. The inside of an `<svg>` of the
 *  given size. */
export function drawCountCurve(given: CountCurve): Html {
  const { size, paint, from, to, most } = given
  const x = scaleLinear()
    .domain([dayNumber(from), Math.max(dayNumber(from) + 1, dayNumber(to))])
    .range([MARGIN.left + (given.hasYears ? SCALE : 0), size.width - MARGIN.right])
  const y = scaleLinear()
    .domain([0, most])
    .range([size.height - MARGIN.bottom, MARGIN.top])
  const drawing: Drawing = { ...given, x: (day) => x(dayNumber(day)), y }
  const second =
    given.second === undefined
      ? ''
      : curve(drawing, given.second, { color: paint.signatory, width: 1.5, dash: '5 3' })
  return html`${axes(drawing)}${second}${curve(drawing, given.main, { color: paint.accent, width: 2.5 })}${threshold(drawing)}`
}

/** An `<svg>` in a page. `label` says in one sentence what it shows; nothing in it is only in it. */
export function inlineSvg(
  size: { readonly width: number; readonly height: number },
  look: { readonly label: string; readonly className: string },
  inside: Html,
): Html {
  return html`<svg class="chart ${look.className}" viewBox="0 0 ${size.width} ${size.height}" width="${size.width}" height="${size.height}" role="img" aria-label="${look.label}" data-fixed>${inside}</svg>`
}
