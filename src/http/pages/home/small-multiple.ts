import { treatyParticipants } from '../../../answers/treaty-participants.ts'
import type { TreatySummary } from '../../../answers/treaty-summary.ts'
import { type PlainDate, plainDate } from '../../../law/plain-date.ts'
import type { Asking, Found } from '../asking.ts'
import { drawCountCurve, inlineSvg } from '../charts/count-curve.ts'
import { depositSteps } from '../charts/deposit-steps.ts'
import { PAGE_PAINT } from '../charts/paint.ts'
import { type Html, html } from '../html.ts'
import { countPlural, countSpan, countText, outsidePlural, outsideSpan } from '../parts/count-span.ts'
import { forceSentence } from '../parts/force-sentence.ts'
import { openThreshold } from './open-threshold.ts'

type Summaries = Found<{ readonly treaties: readonly TreatySummary[] }>

const SIZE = { width: 250, height: 150 }
/** Room above the highest curve for its label. */
const HEADROOM = 1.12

/** The days and counts that a curve is drawn between. */
type Scale = { readonly from: PlainDate | null; readonly most: number }

/** One scale for the curves of several treaties side by side: from the first day on record to their greatest count. */
export function sharedScale({ view }: Asking, treaties: readonly TreatySummary[]): Scale {
  return { from: view.firstDay, most: scaleTop(treaties) }
}

/** The scale of a treaty that stands by itself: from its adoption. */
export function ownScale(one: TreatySummary): Scale {
  return { from: plainDate(one.adopted), most: scaleTop([one]) }
}

function scaleTop(treaties: readonly TreatySummary[]): number {
  const all = treaties.flatMap(({ counts, threshold }) => [
    counts.at_most?.participants ?? counts.participants,
    threshold.needed ?? 0,
  ])
  return Math.max(10, ...all) * HEADROOM
}

function ticksOf(one: TreatySummary, asOf: PlainDate) {
  const { date } = one.entry_into_force
  return date === null || date > asOf ? [] : [{ date: plainDate(date), label: '' }]
}

function picture(asking: Asking, one: TreatySummary, { from, most }: Scale): Html | string {
  const { text, clocks } = asking
  if (from === null || from >= clocks.asOf) return ''
  const { data } = asking.ask(treatyParticipants, { t: one.slug })
  const points = depositSteps(data.participants, clocks.asOf)
  const { needed } = one.threshold
  const now = countText(text, one.counts.participants, one.counts, 'participants')
  const inside = drawCountCurve({
    size: SIZE,
    paint: PAGE_PAINT,
    from,
    to: clocks.asOf,
    most,
    main: { points, label: now },
    needed:
      needed === null
        ? null
        : { count: needed, label: text.plain('chart.needed', { n: text.number(needed) }) },
    ticks: ticksOf(one, clocks.asOf),
    hasYears: false,
  })
  const label = text.plain('home.curve_label', {
    treaty: one.short_title,
    n: now,
    day: text.dayInWords(clocks.asOf),
  })
  return inlineSvg(SIZE, { label, className: '' }, inside)
}

/** One treaty in small, under a heading of its own: its numbers with their nouns, its curve, and who is still outside. */
export function smallMultiple(
  asking: Asking,
  found: Summaries,
  {
    place,
    scale,
    heading = 'h2',
  }: { readonly place: number; readonly scale: Scale; readonly heading?: 'h2' | 'h3' },
): Html {
  const { text } = asking
  const one = found.data.treaties[place]
  if (one === undefined) throw new Error(`no treaty ${place}`)
  const path = `treaties.${place}`
  const progress =
    one.threshold.met_on === null && one.threshold.needed !== null
      ? openThreshold(asking, { found, path, of: one })
      : ''
  const participants = countSpan(text, found, {
    counts: one.counts,
    path: `${path}.counts`,
    name: 'participants',
  })
  return html`<li><${heading}><a href="${asking.link(`/treaties/${one.slug}`)}">${one.short_title}</a></${heading}>
<p>${text.say('home.participants', { n: participants, count: countPlural(one.counts.participants, one.counts, 'participants') })}<br>${forceSentence(text, found, { path, of: one })}</p>${progress}
${picture(asking, one, scale)}
<p><a href="${asking.link(`/treaties/${one.slug}`, { status: 'none,signatory' })}#participants">${text.say(
    'home.outside',
    {
      count: outsidePlural(one),
      n: outsideSpan(text, found, { of: one, path: `${path}.` }),
    },
  )}</a></p></li>`
}
