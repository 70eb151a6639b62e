import { type Html, html } from '../html.ts'
import { type Filled, fieldTies, type NamedField, typedIn, wrongNote } from '../parts/filled-form.ts'
import { participantOptions } from '../parts/participant-options.ts'
import type { MessageName, Text } from '../text/text.ts'
import { actionOptions } from './decision-form.ts'
import type { Desk } from './difference-page.ts'
import { dayInput, noteField } from './entry-fields.ts'
import { csrfField } from './sign-in-page.ts'

/** Names of the fields of an act. */
export const FIELDS = ['treaty', 'participant', 'action', 'date', 'effect_date', 'source', 'note'] as const

const USUAL_SOURCE = 'depositary-notification'

/** What the form of an act calls its fields. */
export function actNames(text: Text): readonly NamedField[] {
  return [
    { name: 'treaty', id: 'treaty', label: text.plain('column.treaty') },
    { name: 'participant', id: 'participant', label: text.plain('column.participant') },
    { name: 'action', id: 'action', label: text.plain('column.act') },
    { name: 'date', id: 'date', label: text.plain('desk.date') },
    { name: 'effect_date', id: 'effect', label: text.plain('desk.effect_date') },
    { name: 'source', id: 'source', label: text.plain('column.source') },
    { name: 'note', id: 'note', label: text.plain('desk.note') },
  ]
}

/** The field that names where it was read; what officers mostly go by is chosen. */
export function sourceField({ text, view }: Pick<Desk, 'text' | 'view'>, filled: Filled): Html {
  const chosen = typedIn(filled, 'source', USUAL_SOURCE)
  const options = [...view.sources.values()].map(
    ({ id, title }) => html`<option value="${id}"${id === chosen ? html` selected` : ''}>${title}</option>`,
  )
  return html`<p><label for="source">${text.plain('column.source')}</label><br><select id="source" name="source"${fieldTies(filled, 'source')}>${options}</select>${wrongNote(text, filled, 'source')}</p>`
}

/** One act to be recorded by hand. */
export function actForm({ text, view, at }: Desk, filled: Filled): Html {
  const treaty = typedIn(filled, 'treaty', '')
  const participant = typedIn(filled, 'participant', '')
  const nobody =
    participant === '' ? html`<option value="" selected>${text.plain('desk.choose')}</option>` : ''
  const select = (name: string, label: MessageName, options: readonly Html[] | Html, required = false) =>
    html`<p><label for="${name}">${text.plain(label)}</label><br><select id="${name}" name="${name}"${required ? html` required` : ''}${fieldTies(filled, name)}>${options}</select>${wrongNote(text, filled, name)}</p>`
  const treaties = view.treaties.map(
    ({ slug, short_title }) =>
      html`<option value="${slug}"${slug === treaty ? html` selected` : ''}>${short_title}</option>`,
  )
  return html`<p>${text.plain('desk.act_lead')}</p><form method="post" action="/desk/act">${csrfField(at.csrf)}
${select('treaty', 'column.treaty', treaties)}
${select('participant', 'column.participant', html`${nobody}${participantOptions(text, view.names, { day: null, chosen: participant })}`, true)}
${select('action', 'column.act', actionOptions(text, typedIn(filled, 'action', 'accession')))}
${dayInput(text, filled, { name: 'date', id: 'date', label: text.plain('desk.date'), usual: '', required: true })}
${dayInput(text, filled, { name: 'effect_date', id: 'effect', label: text.plain('desk.effect_date'), usual: '' })}
${sourceField({ text, view }, filled)}
${noteField(text, filled)}
<p><button>${text.plain('desk.preview_button')}</button></p></form>`
}
