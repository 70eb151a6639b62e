import type * as z from 'zod'
import type { recordEvent } from '../../../answers/event-shapes.ts'
import { nameOn } from '../../../answers/names.ts'
import type { Fixed } from '../../../answers/resource.ts'
import type { Asking, Found } from '../asking.ts'
import { type Html, html } from '../html.ts'
import { dayCell } from '../parts/day.ts'
import { actName } from '../parts/event-act.ts'
import { eventDay } from '../parts/event-day.ts'
import { countOf, figure } from '../parts/figure.ts'
import { table } from '../parts/table.ts'
import { rowsWrittenOnce } from '../parts/written-once.ts'

type Event = Fixed<z.output<typeof recordEvent>>
type Events = Found<{ readonly events: readonly Event[] }>

const HASH_SHOWN = 12

const HEADS = [
  'column.day',
  'column.participant',
  'column.act',
  'column.treaty',
  'column.known_on',
  'column.source',
  'column.hash',
] as const

/** Events of the record in order, with the beginning of each hash. */
export function eventTable(asking: Asking, found: Events): Html {
  const { text, view, clocks } = asking
  const { events } = found.data
  const title = (number: string) => view.treaties.find((one) => one.number === number)?.short_title ?? number
  const nameOf = ({ participant }: Event) =>
    participant === null ? '' : nameOn(view.names, participant, clocks.asOf)
  const who = (event: Event, link: (path: string) => string) =>
    event.participant === null
      ? ''
      : html`<a href="${link(`/states/${event.participant}`)}">${nameOf(event)}</a>`
  const head = (name: (typeof HEADS)[number]) => html` data-head="${text.plain(name)}"`
  const placed = events.map((row, place) => ({ row, place }))
  const rows = rowsWrittenOnce(
    asking,
    { rows: placed, list: 'events' },
    {
      pieceOf: (event) => ({ of: view.record, name: `event ${event.seq} ${nameOf(event)}` }),
      write: (
        event,
        link,
      ) => html`<th scope="row" class="number"><a href="${link(`/record/${encodeURIComponent(event.id)}`)}" data-at="seq">${event.seq}</a></th>
<td>${eventDay(text, event)}</td><td>${who(event, link)}</td><td class="act">${actName(text, event)}</td><td>${title(event.treaty)}</td>
<td data-at="known_on"${head('column.known_on')}>${dayCell(event.known_on)}</td><td data-at="source"${head('column.source')}>${event.source}</td><td data-fixed class="nowrap"${head('column.hash')}><code>${event.hash.slice(0, HASH_SHOWN)}</code></td></tr>\n`,
    },
  )
  return table({
    id: 'events',
    caption: text.say('record.caption', {
      count: events.length,
      n: countOf(text, found, { path: 'events', shown: events.length, where: '' }),
      first: figure(text, found, 'events.0.seq'),
      last: figure(text, found, `events.${events.length - 1}.seq`),
      reach: figure(text, found, 'record.seq'),
    }),
    columns: [
      { head: text.plain('column.place'), isNumber: true },
      ...HEADS.map((name) => ({ head: text.plain(name) })),
    ],
    rows,
    found,
    stacked: true,
  })
}
