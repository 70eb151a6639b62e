import type { Asking } from '../asking.ts'
import { type Html, html } from '../html.ts'
import { daySpan } from '../parts/day.ts'
import { actName } from '../parts/event-act.ts'
import { eventDay } from '../parts/event-day.ts'
import type { FoundEvent } from './event-facts.ts'

type Event = FoundEvent['data']['event']

function item(
  asking: Asking,
  event: Event,
  { row, words }: { row: string; words: 'event.corrects' | 'event.by' },
): Html {
  const { text } = asking
  const name = html`<a href="${asking.link(`/record/${encodeURIComponent(event.id)}`)}">${text.say('event.number', { n: html`<span data-at="seq">${event.seq}</span>` })}</a>`
  const note = event.note === null ? '' : html`: <span data-at="note">${event.note}</span>`
  return html`<li data-row="${row}">${text.say(words, { event: name, act: actName(text, event), day: eventDay(text, event, (day) => daySpan(text, day)) })}${note}</li>`
}

/** What the event corrects, and what corrects it, the oldest first. */
export function eventChain(asking: Asking, found: FoundEvent): Html {
  const { text } = asking
  const { corrects, corrected_by } = found.data
  const before = corrects === null ? '' : item(asking, corrects, { row: 'corrects', words: 'event.corrects' })
  const after = corrected_by.map((event, place) =>
    item(asking, event, { row: `corrected_by.${place}`, words: 'event.by' }),
  )
  const none = corrects === null && corrected_by.length === 0
  return html`<section data-of="${found.place}"><h2>${text.say('event.chain')}</h2>${
    none ? html`<p>${text.say('event.stands')}</p>` : html`<ul>${before}${after}</ul>`
  }<p class="quiet no-print">${text.say('event.mend', {
    desk: (words) =>
      html`<a href="/desk/correct?event=${encodeURIComponent(found.data.event.id)}">${words}</a>`,
  })}</p></section>`
}
