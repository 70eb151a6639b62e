import type { RecordView } from '../../../answers/record-view.ts'
import { type Html, html } from '../html.ts'
import type { Text } from '../text/text.ts'

type Option = { readonly code: string; readonly name: string; readonly html: Html }

const written = new WeakMap<Text, WeakMap<RecordView['record'], { options: readonly Option[]; all: Html }>>()

/** Two hundred names in their order, of which each page with such a field needs the same. */
function optionsOf(text: Text, { record }: RecordView) {
  const ofText = written.get(text) ?? new WeakMap()
  written.set(text, ofText)
  const known = ofText.get(record)
  if (known !== undefined) return known
  const options = [...record.participants]
    .sort((one, other) => text.compare(one.name, other.name))
    .map(({ code, name }) => ({ code, name, html: html`<option value="${code}">${name}</option>` }))
  const made = { options, all: html`${options.map((one) => one.html)}` }
  ofText.set(record, made)
  return made
}

/** The options of a field that names a State or an organization, in the order of the language. `chosen` in any case. */
export function participantOptions(text: Text, view: RecordView, chosen: string | undefined): Html {
  const { options, all } = optionsOf(text, view)
  const wanted = chosen?.toUpperCase()
  if (wanted === undefined || !options.some(({ code }) => code === wanted)) return all
  return html`${options.map((one) =>
    one.code === wanted ? html`<option value="${one.code}" selected>${one.name}</option>` : one.html,
  )}`
}
