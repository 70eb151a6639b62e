import { knownUntil } from '../../../answers/known-until.ts'
import { timeline } from '../../../answers/timeline.ts'
import { type PlainDate, plainDate } from '../../../law/plain-date.ts'
import type { Asking } from '../asking.ts'
import { inlineSvg } from '../charts/count-curve.ts'
import { drawFan, type Fan } from '../charts/fan.ts'
import { PAGE_PAINT } from '../charts/paint.ts'
import { type Html, html } from '../html.ts'
import { pictureLinks } from '../parts/picture-links.ts'
import { projectionSubject, wantedQuery } from './asked-for.ts'
import type { Projected } from './reading.ts'
import type { Wanted } from './supposed.ts'

const WIDE = { width: 1080, height: 380 }
const NARROW = { width: 340, height: 270 }

/** The last day of what came: of later ones it is not known. */
function outcomeEnd({ view, today }: Asking, { data }: Projected, last: PlainDate): PlainDate {
  const treaty = view.treaties.find(({ slug }) => slug === data.slug)
  const heard = (treaty === undefined ? null : knownUntil(view, treaty, today)) ?? today
  return last < heard ? last : heard
}

/** What came after the day of the projection, where that day has passed; for all participants only. */
function outcomeOf(asking: Asking, found: Projected): Fan['outcome'] {
  const { clocks, today } = asking
  const { data } = found
  const start = data.path[0]
  const last = data.path.at(-1)
  if (clocks.asOf >= today || start === undefined || last === undefined || data.group !== null) return []
  const end = outcomeEnd(asking, found, plainDate(last.date))
  if (end <= start.date) return []
  const real = asking.ask(timeline, { t: data.slug }, {}).data.timeline
  const points = real
    .filter(({ date }) => date > start.date && date <= end)
    .map(({ date, counts }) => ({ date: plainDate(date), count: counts.participants }))
  const final = points.at(-1)?.count ?? start.p50
  return [{ date: plainDate(start.date), count: start.p50 }, ...points, { date: end, count: final }]
}

/** The threshold, which is of all participants and not of a group. */
function neededLine({ text }: Asking, { data }: Projected): Fan['needed'] {
  const { needed, met_on } = data.threshold
  if (needed === null || (data.group !== null && met_on !== null)) return null
  const n = text.number(needed)
  const day = met_on === null ? null : text.dayInWords(met_on)
  return {
    count: needed,
    label: text.plain('chart.needed', { n }),
    below: day === null ? text.plain('chart.needed', { n }) : text.plain('fan.needed_below', { n, day }),
  }
}

/** A fan without its size and colours. */
type FanShown = Omit<Fan, 'size' | 'paint'>

/** The fan of a projection, ready to be drawn in any size; null where nothing can be said. */
export function projectionFan(asking: Asking, found: Projected): FanShown | null {
  const { text } = asking
  const { path, history } = found.data
  if (path.length < 2) return null
  return {
    history: history.map(({ date, count }) => ({ date: plainDate(date), count })),
    path: path.map((point) => ({ ...point, date: plainDate(point.date) })),
    outcome: outcomeOf(asking, found),
    needed: neededLine(asking, found),
    words: {
      band90: text.plain('fan.band90'),
      band50: text.plain('fan.band50'),
      outcome: text.plain('fan.outcome'),
    },
  }
}

/** The fan chart in a page; the same numbers are in the table below it and at the address of the answer. */
export function fanFigure(asking: Asking<Wanted>, found: Projected): Html | string {
  const { text } = asking
  const label = text.plain('fan.label', { treaty: projectionSubject(text, found) })
  const fan = projectionFan(asking, found)
  if (fan === null) return ''
  const drawn = [
    { size: WIDE, className: 'wide-only' },
    { size: NARROW, className: 'narrow-only' },
  ].map(({ size, className }) =>
    inlineSvg(size, { label, className }, drawFan({ ...fan, size, paint: PAGE_PAINT })),
  )
  return html`<figure aria-labelledby="fan-title"><h2 id="fan-title">${text.plain('fan.title')}</h2>${drawn}<figcaption>${text.plain('fan.note')} ${text.say(
    'picture.itself',
    {
      links: pictureLinks(asking, `/treaties/${found.data.slug}/projection`, wantedQuery(asking.parameters)),
    },
  )}</figcaption></figure>`
}
