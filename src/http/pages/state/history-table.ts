import type { Asking } from '../asking.ts'
import { type Html, html } from '../html.ts'
import { actName } from '../parts/event-act.ts'
import { eventDay } from '../parts/event-day.ts'
import { countOf } from '../parts/figure.ts'
import { table } from '../parts/table.ts'
import type { FoundStanding } from './standing.ts'

/** Its events of the record, in the order in which they were recorded. */
export function historyTable(asking: Asking, found: FoundStanding): Html {
  const { text } = asking
  const { events, treaties } = found.data
  const title = (number: string) => treaties.find(({ treaty }) => treaty === number)?.short_title ?? number
  const rows = events.map(
    (event, place) => html`<tr data-row="events.${place}"><td>${eventDay(text, event)}</td>
<th scope="row">${actName(text, event)}</th><td>${title(event.treaty)}</td>
<td class="number" data-head="${text.plain('column.event')}"><a href="${asking.link(`/record/${encodeURIComponent(event.id)}`)}" data-at="seq">${event.seq}</a></td></tr>\n`,
  )
  return html`<section><h2>${text.plain('state.history')}</h2>${
    rows.length === 0
      ? html`<p>${text.plain('home.no_acts')}</p>`
      : table({
          id: 'history',
          caption: text.say('state.history_caption', {
            count: events.length,
            n: countOf(text, found, { path: 'events', shown: events.length, where: '' }),
          }),
          columns: [
            { head: text.plain('column.day') },
            { head: text.plain('column.act') },
            { head: text.plain('column.treaty') },
            { head: text.plain('column.event'), isNumber: true },
          ],
          rows,
          found,
          stacked: true,
        })
  }</section>`
}
