import type * as z from 'zod'
import { events as eventsAnswer } from '../../answers/events.ts'
import { eventsHeard } from '../../answers/grounds.ts'
import type { Asking } from './asking.ts'
import { html } from './html.ts'
import { page } from './page.ts'
import { eventFilters } from './record/event-filters.ts'
import { eventTable } from './record/event-table.ts'
import { recordParts } from './record/record-parts.ts'

const SHOWN = 100

const parameters = eventsAnswer.parameters.omit({ limit: true })

/** The place after which the newest events stand, of those heard under the clocks of the page. */
function beforeNewest({ view, clocks }: Pick<Asking, 'view' | 'clocks'>): number {
  const { events } = view.record
  let shown = 0
  for (let place = events.length - 1; place >= 0; place -= 1) {
    const event = events[place]
    if (event === undefined || eventsHeard([event], clocks).length === 0) continue
    shown += 1
    if (shown > SHOWN) return event.seq
  }
  return 0
}

/** What the list is asked with: filters, and where it begins. Without either it shows the newest. */
function questionOf(asking: Asking<z.output<typeof parameters>>) {
  const { since, ...filters } = asking.parameters
  const given = Object.fromEntries(
    Object.entries(filters).filter((one): one is [string, string] => one[1] !== undefined),
  )
  const isFiltered = Object.keys(given).length > 0
  const first = since ?? (isFiltered ? 0 : beforeNewest(asking))
  return { given, first }
}

/** Every event of the record as a ledger, to be filtered and leafed through. */
export const record = page({
  id: 'record',
  path: '/record',
  section: 'record',
  parameters,
  kept: 'with_record',
  example: () => ({}),
  write: (asking) => {
    const { text } = asking
    const { given, first } = questionOf(asking)
    const found = asking.ask(eventsAnswer, { ...given, since: String(first), limit: String(SHOWN) })
    const { events, more, next_since } = found.data
    const link = (since: number, words: string) =>
      html`<li><a href="${asking.link('/record', { ...given, since: String(since) })}">${words}</a></li>`
    const ways = html`<ul class="key no-print">${first > 0 ? html`${link(0, text.plain('record.first'))}${link(Math.max(0, first - SHOWN), text.plain('record.before'))}` : ''}${more ? link(next_since, text.plain('record.next')) : ''}</ul>`
    const api = (ending: string) =>
      asking.link(`/v1/events${ending}`, { ...given, since: String(first), limit: String(SHOWN) })
    const title = text.plain('record.title')
    const main = html`<h1>${title}</h1>
<p>${text.plain('record.lead')}</p>
${recordParts(asking, '/record')}
${eventFilters(asking, given)}
${ways}
${events.length === 0 ? html`<p>${text.plain('record.nothing')}</p>` : eventTable(asking, found)}
${ways}
<p class="no-print">${text.say('record.these', {
      csv: (words) => html`<a href="${api('.csv')}">${words}</a>`,
      ndjson: (words) => html`<a href="${api('.ndjson')}">${words}</a>`,
      json: (words) => html`<a href="${api('')}">${words}</a>`,
    })}</p>`
    return { title, main }
  },
})
