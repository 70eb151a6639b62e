import { timeline } from '../../../answers/timeline.ts'
import type { TreatySummary } from '../../../answers/treaty-summary.ts'
import { plainDate } from '../../../law/plain-date.ts'
import type { Asking } from '../asking.ts'
import { type CountCurve, drawCountCurve, inlineSvg } from '../charts/count-curve.ts'
import { PAGE_PAINT, type Paint } from '../charts/paint.ts'
import { rowsToDraw } from '../charts/thin-rows.ts'
import { type Html, html } from '../html.ts'
import { countPlural, countText } from '../parts/count-span.ts'
import { pictureLinks } from '../parts/picture-links.ts'

type Size = CountCurve['size']

const WIDE: Size = { width: 1080, height: 380 }
const NARROW: Size = { width: 340, height: 260 }
/** Room above the highest curve for its label. */
const HEADROOM = 1.1
const LEAST_TOP = 10

function ticksOf(asking: Asking, one: TreatySummary, isWide: boolean): CountCurve['ticks'] {
  const { text, clocks } = asking
  const met = one.threshold.met_on
  const force = one.entry_into_force.date
  const words = (name: 'chart.met' | 'chart.force', day: string) =>
    text.plain(name, { day: isWide ? text.dayInWords(day) : day })
  return [
    ...(met === null ? [] : [{ date: plainDate(met), label: words('chart.met', met) }]),
    ...(force === null ? [] : [{ date: plainDate(force), label: words('chart.force', force) }]),
  ].filter(({ date }) => date <= clocks.asOf)
}

type Look = { readonly size: Size; readonly paint: Paint; readonly isWide: boolean }

/** The curve of deposits and signatures of a treaty, ready to be drawn in any size; null before its first day. */
export function treatyCurve(asking: Asking, one: TreatySummary): ((look: Look) => CountCurve) | null {
  const { text, clocks } = asking
  const from = plainDate(one.adopted)
  if (from >= clocks.asOf) return null
  const { data } = asking.ask(timeline, { t: one.slug })
  const drawn = rowsToDraw(data.timeline, { from, to: clocks.asOf }, [
    ({ counts }) => counts.participants,
    ({ counts }) => counts.signatories,
  ]).map(({ date, counts }) => ({ date: plainDate(date), counts }))
  const pointsOf = (name: 'participants' | 'signatories') =>
    drawn.map(({ date, counts }) => ({ date, count: counts[name] }))
  const { needed } = one.threshold
  const { participants, signatories } = one.counts.at_most ?? one.counts
  const words = (
    message: 'chart.participants' | 'chart.signatories',
    name: 'participants' | 'signatories',
  ): string =>
    text.plain(message, {
      n: countText(text, one.counts[name], one.counts, name),
      count: countPlural(one.counts[name], one.counts, name),
    })
  const main = { points: pointsOf('participants'), label: words('chart.participants', 'participants') }
  const second = { points: pointsOf('signatories'), label: words('chart.signatories', 'signatories') }
  return ({ size, paint, isWide }) => ({
    size,
    paint,
    from,
    to: clocks.asOf,
    most: Math.max(LEAST_TOP, participants, signatories, needed ?? 0) * HEADROOM,
    main,
    second,
    needed:
      needed === null
        ? null
        : { count: needed, label: text.plain('chart.needed', { n: text.number(needed) }) },
    ticks: ticksOf(asking, one, isWide),
    hasYears: true,
  })
}

/** The curve in a page: wide and narrow, of which the style shows one. */
export function curveFigure(asking: Asking, one: TreatySummary): Html | string {
  const { text } = asking
  const label = text.plain('chart.curve_label', { treaty: one.short_title })
  const curve = treatyCurve(asking, one)
  if (curve === null) return ''
  const drawn = [
    { size: WIDE, className: 'wide-only', isWide: true },
    { size: NARROW, className: 'narrow-only', isWide: false },
  ].map(({ size, className, isWide }) =>
    inlineSvg(size, { label, className }, drawCountCurve(curve({ size, paint: PAGE_PAINT, isWide }))),
  )
  return html`<figure aria-labelledby="curve-title"><h2 id="curve-title">${text.plain('chart.curve_title')}</h2>${drawn}
<figcaption>${text.plain('chart.curve_note')} ${text.say('picture.curve_alone', {
    links: pictureLinks(asking, `/treaties/${one.slug}/curve`),
    table: (words) => html`<a href="${asking.link(`/v1/treaties/${one.slug}/timeline.csv`)}">${words}</a>`,
  })}</figcaption></figure>`
}
