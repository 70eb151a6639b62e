import type { answer } from '../../../answers/ask.ts'
import type { threshold } from '../../../answers/threshold.ts'
import { plainDate } from '../../../law/plain-date.ts'
import type { Asking, Found } from '../asking.ts'
import { calendarStrip } from '../charts/calendar-strip.ts'
import { inlineSvg } from '../charts/count-curve.ts'
import { PAGE_PAINT } from '../charts/paint.ts'
import { type Html, html } from '../html.ts'
import { dayAt } from '../parts/figure.ts'
import { writtenOnce } from '../parts/written-once.ts'

/** The count ledger of a treaty, as answered. */
export type Proof = Found<
  ReturnType<typeof answer<(typeof threshold)['parameters'], (typeof threshold)['answer']>>
>

/** The days counted, a square each. */
export function calendarFigure(asking: Asking, { data }: Proof): Html | string {
  const { from, ends } = data.day_count
  if (from === null || ends === null) return ''
  const of = asking.view.record
  return writtenOnce(asking, { of, name: `days ${from} ${ends}` }, () => calendarOf(asking, from, ends))
}

function calendarOf({ text }: Asking, from: string, ends: string): Html {
  const strip = calendarStrip(text, { from: plainDate(from), to: plainDate(ends), paint: PAGE_PAINT })
  if (strip === null) return html``
  const label = text.plain('why.calendar', { from: text.dayInWords(from), ends: text.dayInWords(ends) })
  return inlineSvg(strip.size, { label, className: 'calendar' }, strip.inside)
}

/** Days before which the treaty may not be in force, and whether they moved its day. */
export function floorLines(asking: Asking, found: Proof): Html | string {
  const { text } = asking
  const { floors } = found.data.day_count
  if (floors.length === 0) return ''
  return html`<ul>${floors.map(({ slug, short_title, date }, place) => {
    const treaty =
      slug === null ? '' : html`<a href="${asking.link(`/treaties/${slug}/why`)}">${short_title}</a>`
    const name = date === null ? 'why.floor_open' : slug === null ? 'why.floor_day' : 'why.floor'
    const day = date === null ? '' : dayAt(text, found, `day_count.floors.${place}.date`)
    return html`<li>${text.say(name, { treaty, day })}</li>`
  })}</ul>`
}

function compared({ text }: Asking, found: Proof, part: 'threshold' | 'entry_into_force'): Html | string {
  const { asserted, agrees } = found.data[part]
  if (asserted === null) return ''
  const what = text.plain(part === 'threshold' ? 'why.our_threshold' : 'why.our_force')
  const day = dayAt(text, found, `${part}.asserted`)
  const name = agrees === null ? 'why.asserted' : agrees ? 'why.agrees' : 'why.differs'
  return html`<li>${text.say(name, { what, day })}</li>`
}

/** The depositary's own days beside ours, in words. */
export function depositaryLine(asking: Asking, found: Proof): Html {
  const lines = [compared(asking, found, 'threshold'), compared(asking, found, 'entry_into_force')].filter(
    (line) => line !== '',
  )
  const { text } = asking
  return html`<h2>${text.say('why.depositary')}</h2>${
    lines.length === 0 ? html`<p>${text.plain('why.asserted_nothing')}</p>` : html`<ul>${lines}</ul>`
  }`
}
