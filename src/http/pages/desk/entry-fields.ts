import { type Html, html } from '../html.ts'
import { type Filled, fieldTies, type NamedField, typedIn, wrongNote } from '../parts/filled-form.ts'
import type { Text } from '../text/text.ts'

/** A field of a day. */
export function dayInput(
  text: Text,
  filled: Filled,
  given: NamedField & { readonly usual: string; readonly required?: boolean },
): Html {
  const { name, id, label, usual, required = false } = given
  return html`<p><label for="${id}">${label}</label><br><input type="date" id="${id}" name="${name}" value="${typedIn(filled, name, usual)}"${required ? html` required` : ''}${fieldTies(filled, name)}>${wrongNote(text, filled, name)}</p>`
}

/** The remark that stays with what is written. */
export function noteField(text: Text, filled: Filled): Html {
  return html`<p><label for="note">${text.plain('desk.note')}</label><br><input id="note" name="note" value="${typedIn(filled, 'note', '')}" size="40" maxlength="500"${fieldTies(filled, 'note')}>${wrongNote(text, filled, 'note')}</p>`
}
