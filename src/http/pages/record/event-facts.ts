import type * as z from 'zod'
import type { event as eventAnswer } from '../../../answers/event.ts'
import type { Fixed } from '../../../answers/resource.ts'
import type { Asking, Found } from '../asking.ts'
import { type Html, html } from '../html.ts'
import { daySpan } from '../parts/day.ts'
import { actName } from '../parts/event-act.ts'
import { eventDay } from '../parts/event-day.ts'
import { writtenOnce } from '../parts/written-once.ts'
import type { MessageName } from '../text/text.ts'
import { sourceAddress } from './source-address.ts'

export type FoundEvent = Found<Fixed<z.output<(typeof eventAnswer)['answer']>>>

/** Who did what under which treaty and when, in one line of plain text. */
export function eventSentence({ text, view }: Asking, { data }: FoundEvent): string {
  const { event, participant } = data
  const treaty = view.treaties.find(({ number }) => number === event.treaty)?.short_title ?? event.treaty
  const day = event.action_date
  const act = actName(text, event)
  const who = participant === null ? text.plain('event.nobody') : participant.name
  if (day === null) return text.plain('event.title_undated', { who, act, treaty })
  return text.plain('event.title', { who, act, treaty, day: text.dayInWords(day) })
}

type Fact = { readonly term: MessageName; readonly at?: string; readonly value: Html | string | null }

function fact({ text }: Asking, { term, at, value }: Fact): Html | string {
  if (value === null || value === '') return ''
  return html`<div><dt>${text.say(term)}</dt><dd${at === undefined ? '' : html` data-at="event.${at}"`}>${value}</dd></div>`
}

type Link = (path: string) => string

function factsOf({ text, view }: Asking, { event, participant }: FoundEvent['data'], link: Link): Fact[] {
  const treaty = view.treaties.find(({ number }) => number === event.treaty)
  const day = (name: 'known_on' | 'effect_date') => {
    const value = event[name]
    return value === null ? null : daySpan(text, value)
  }
  const who =
    participant === null
      ? null
      : html`<a href="${link(`/states/${participant.participant}`)}">${participant.name}</a>`
  const which =
    treaty === undefined
      ? null
      : html`<a href="${link(`/treaties/${treaty.slug}`)}">${treaty.short_title}</a>`
  const total = (value: number | null) => (value === null ? null : String(value))
  return [
    { term: 'column.participant', value: who },
    { term: 'column.treaty', value: which },
    { term: 'column.act', value: actName(text, event) },
    { term: 'column.effect', at: 'effect_date', value: day('effect_date') },
    { term: 'column.known_on', at: 'known_on', value: day('known_on') },
    { term: 'event.day_known', value: text.plain(`day_known.${event.day_known}`) },
    { term: 'event.derivation', at: 'derivation', value: event.derivation },
    { term: 'event.signatories', at: 'signatories', value: total(event.signatories) },
    { term: 'event.parties', at: 'parties', value: total(event.parties) },
    { term: 'event.note', at: 'note', value: event.note },
    { term: 'event.recorded_by', at: 'recorded_by', value: event.recorded_by },
    {
      term: 'event.recorded_at',
      at: 'recorded_at',
      value: html`<time datetime="${event.recorded_at}">${text.instantInWords(event.recorded_at)}</time>`,
    },
  ]
}

function evidenceOf({ text }: Asking, { event, source }: FoundEvent['data']): Html {
  const read =
    source === null
      ? html`<p>${text.say('event.no_source')}</p>`
      : html`<p data-fixed>${source.title} (${source.publisher}; ${/^\d{4}-\d\d-\d\d$/.test(source.as_at) ? text.dayInWords(source.as_at) : source.as_at}; ${source.how_read}). ${sourceAddress(source.address)}</p>`
  const kept =
    event.document === null
      ? html`<p class="quiet">${text.say('event.no_document')}</p>`
      : html`<p><span data-fixed>${text.say('event.document')}</span> <code data-at="event.document">${event.document}</code></p>`
  return html`<h2>${text.say('event.evidence')}</h2>${read}${kept}`
}

/** What the event says and where that was read: the same on every day on which the participant has the same name. */
export function eventFacts(asking: Asking, found: FoundEvent): Html {
  const { text, view } = asking
  const { event, participant } = found.data
  const name = `facts ${event.seq} ${found.place} ${participant?.name}`
  return writtenOnce(asking, { of: view.record, name }, (link) => {
    const when = eventDay(text, event, (day) => daySpan(text, day))
    return html`<dl class="rows" data-of="${found.place}">${when === '' ? '' : html`<div data-row="event"><dt>${text.say('column.day')}</dt><dd>${when}</dd></div>`}${factsOf(asking, found.data, link).map((one) => fact(asking, one))}</dl>
<section data-of="${found.place}">${evidenceOf(asking, found.data)}</section>`
  })
}
