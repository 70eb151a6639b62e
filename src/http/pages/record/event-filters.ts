import { EVENT_ACTIONS } from '../../../answers/event-shapes.ts'
import type { Asking } from '../asking.ts'
import { type Html, html } from '../html.ts'
import { clockFields } from '../parts/group-form.ts'
import { participantOptions } from '../parts/participant-options.ts'

type Chosen = Readonly<Record<string, string>>

/** A form that shows the events of one treaty, one participant or one kind. */
export function eventFilters(asking: Asking, chosen: Chosen): Html {
  const { text, view, clocks } = asking
  const option = (value: string, words: string, name: string) =>
    html`<option value="${value}"${chosen[name]?.toLowerCase() === value.toLowerCase() ? html` selected` : ''}>${words}</option>`
  const everything = html`<option value="">${text.plain('record.any')}</option>`
  const participants = participantOptions(text, view.names, {
    day: clocks.asOf,
    chosen: chosen['participant'],
  })
  return html`<form method="get" action="/record" class="filters no-print" data-fixed>${clockFields(asking)}
<p><label for="by-treaty">${text.plain('column.treaty')}</label><select id="by-treaty" name="treaty">${everything}${view.treaties.map(({ slug, short_title }) => option(slug, short_title, 'treaty'))}</select></p>
<p><label for="by-participant">${text.plain('column.participant')}</label><select id="by-participant" name="participant">${everything}${participants}</select></p>
<p><label for="by-action">${text.plain('column.act')}</label><select id="by-action" name="action">${everything}${EVENT_ACTIONS.map((action) => option(action, text.plain(`action.${action}`), 'action'))}</select></p>
<p><button>${text.plain('filter.show')}</button></p></form>`
}
