import { html } from 'hono/html'
import type { Html } from '../page.ts'
import { participantOptions } from '../parts/participant-options.ts'
import { actionOptions } from './decision-form.ts'
import type { Desk } from './difference-page.ts'
import { csrfField } from './sign-in-page.ts'

/** Names of the fields of an act. */
export const FIELDS = ['treaty', 'participant', 'action', 'date', 'effect_date', 'source', 'note'] as const

const USUAL_SOURCE = 'depositary-notification'

/** The field that names where it was read; what officers mostly go by is chosen. */
export function sourceField({ text, view }: Pick<Desk, 'text' | 'view'>): Html {
  const options = [...view.sources.values()].map(
    ({ id, title }) =>
      html`<option value="${id}"${id === USUAL_SOURCE ? html` selected` : ''}>${title}</option>`,
  )
  return html`<p><label for="source">${text.plain('column.source')}</label><br><select id="source" name="source">${options}</select></p>`
}

/** One act to be recorded by hand. */
export function actForm({ text, view, at }: Desk): Html {
  return html`<p>${text.plain('desk.act_lead')}</p><form method="post" action="/desk/act">${csrfField(at.csrf)}
<p><label for="treaty">${text.plain('column.treaty')}</label><br><select id="treaty" name="treaty">${view.treaties.map(({ slug, short_title }) => html`<option value="${slug}">${short_title}</option>`)}</select></p>
<p><label for="participant">${text.plain('column.participant')}</label><br><select id="participant" name="participant">${participantOptions(text, view, undefined)}</select></p>
<p><label for="action">${text.plain('column.act')}</label><br><select id="action" name="action">${actionOptions(text, 'accession')}</select></p>
<p><label for="date">${text.plain('desk.date')}</label><br><input type="date" id="date" name="date" required></p>
<p><label for="effect">${text.plain('desk.effect_date')}</label><br><input type="date" id="effect" name="effect_date"></p>
${sourceField({ text, view })}
<p><label for="note">${text.plain('desk.note')}</label><br><input id="note" name="note" size="40" maxlength="500"></p>
<p><button>${text.plain('desk.preview_button')}</button></p></form>`
}
