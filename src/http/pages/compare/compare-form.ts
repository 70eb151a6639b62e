import { html } from 'hono/html'
import type { Asking } from '../asking.ts'
import type { Html } from '../page.ts'
import { clockFields } from '../parts/group-form.ts'

type Option = { readonly value: string; readonly words: string }

const FEWEST_FIELDS = 3
const MOST_FIELDS = 6

function fields(name: string, label: string, options: readonly Option[], chosen: readonly string[]): Html {
  const count = Math.min(MOST_FIELDS, Math.max(FEWEST_FIELDS, chosen.length + 1))
  return html`<fieldset><legend>${label}</legend>${Array.from({ length: count }, (_, place) => {
    const own = chosen[place]?.toLowerCase()
    return html`<select name="${name}" aria-label="${label} ${place + 1}"><option value="">–</option>${options.map(
      ({ value, words }) =>
        html`<option value="${value}"${value.toLowerCase() === own ? html` selected` : ''}>${words}</option>`,
    )}</select> `
  })}</fieldset>`
}

/** Whom to lay side by side. */
export function compareForm(
  asking: Asking,
  chosen: { readonly states: readonly string[]; readonly groups: readonly string[] },
): Html {
  const { text, view } = asking
  const states = view.record.participants
    .map(({ code, name }) => ({ value: code, words: name }))
    .sort((one, other) => text.compare(one.words, other.words))
  const groups = view.record.groups.map(({ id, title }) => ({ value: id, words: title }))
  return html`<form method="get" action="/compare" class="no-print" data-fixed>${clockFields(asking)}
${fields('states', text.plain('compare.states'), states, chosen.states)}
${fields('groups', text.plain('compare.groups'), groups, chosen.groups)}
<p><button>${text.plain('compare.show')}</button></p></form>`
}
