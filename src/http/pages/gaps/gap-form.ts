import type { Asking } from '../asking.ts'
import { type Html, html } from '../html.ts'
import { groupOptions } from '../parts/group-form.ts'

type Chosen = { readonly party: string; readonly not_party: string; readonly group?: string | undefined }

/** The question as a sentence with gaps to be filled: by which treaty, not by which, where, when. */
export function gapForm(asking: Asking, chosen: Chosen): Html {
  const { text, view, given, clocks } = asking
  const treatyField = (name: 'party' | 'not_party') =>
    html`<select name="${name}" aria-label="${text.plain(`gaps.field_${name}`)}">${view.treaties.map(
      ({ slug, number, short_title }) =>
        html`<option value="${slug}"${[slug, number.toLowerCase()].includes(chosen[name].toLowerCase()) ? html` selected` : ''}>${short_title}</option>`,
    )}</select>`
  const known = given.known_at
  return html`<form method="get" action="/gaps" class="sentence no-print">${known === undefined ? '' : html`<input type="hidden" name="known_at" value="${known}">`}
<p>${text.say('gaps.form', {
    party: treatyField('party'),
    not_party: treatyField('not_party'),
    group: html`<select name="group" aria-label="${text.plain('filter.group')}">${groupOptions(asking, chosen.group)}</select>`,
    day: html`<input type="date" name="as_of" value="${clocks.asOf}" aria-label="${text.plain('column.day')}">`,
  })} <button>${text.plain('filter.show')}</button></p></form>`
}
