import type { answer } from '../../../answers/ask.ts'
import type { threshold } from '../../../answers/threshold.ts'
import { plainDate } from '../../../law/plain-date.ts'
import type { Asking, Found } from '../asking.ts'
import { calendarStrip } from '../charts/calendar-strip.ts'
import { inlineSvg } from '../charts/count-curve.ts'
import { PAGE_PAINT, type Paint } from '../charts/paint.ts'
import { type Html, html } from '../html.ts'
import { dayAt } from '../parts/figure.ts'
import { pictureLinks } from '../parts/picture-links.ts'
import { writtenOnce } from '../parts/written-once.ts'
import type { Text } from '../text/text.ts'

/** The count ledger of a treaty, as answered. */
export type Proof = Found<
  ReturnType<typeof answer<(typeof threshold)['parameters'], (typeof threshold)['answer']>>
>

/** The days counted, drawn, with what they are in words; null where none are counted or too many to be drawn. */
export function daysCounted(text: Text, { data }: Proof, paint: Paint) {
  const { from, ends } = data.day_count
  if (from === null || ends === null) return null
  const strip = calendarStrip(text, { from: plainDate(from), to: plainDate(ends), paint })
  if (strip === null) return null
  const words = text.plain('why.calendar', { from: text.dayInWords(from), ends: text.dayInWords(ends) })
  return { ...strip, words }
}

/** The days counted, a square each, and where they are as a picture. */
export function calendarFigure(asking: Asking, found: Proof): Html | string {
  const { text, view } = asking
  const { slug, day_count } = found.data
  const name = `days ${day_count.from} ${day_count.ends}`
  const drawn = writtenOnce(asking, { of: view.record, name }, () => {
    const days = daysCounted(text, found, PAGE_PAINT)
    if (days === null) return html``
    return inlineSvg(days.size, { label: days.words, className: 'calendar' }, days.inside)
  })
  if (drawn.text === '') return ''
  const links = pictureLinks(asking, `/treaties/${slug}/why`)
  return html`${drawn}<p class="quiet no-print">${text.say('picture.itself', { links })}</p>`
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
