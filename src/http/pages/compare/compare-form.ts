import type { Asking } from '../asking.ts'
import { type Html, html } from '../html.ts'
import { clockFields } from '../parts/group-form.ts'
import { participantOptions } from '../parts/participant-options.ts'

const FEWEST_FIELDS = 3
const MOST_FIELDS = 6

/** A few fields of one kind. `options` writes what a field offers, with the one that is chosen. */
function fields(
  name: string,
  label: string,
  { options, chosen }: { options: (chosen: string | undefined) => Html; chosen: readonly string[] },
): Html {
  const count = Math.min(MOST_FIELDS, Math.max(FEWEST_FIELDS, chosen.length + 1))
  return html`<fieldset><legend>${label}</legend>${Array.from(
    { length: count },
    (_, place) =>
      html`<select name="${name}" aria-label="${label} ${place + 1}"><option value="">&ndash;</option>${options(chosen[place])}</select> `,
  )}</fieldset>`
}

/** Whom to lay side by side. */
export function compareForm(
  asking: Asking,
  chosen: { readonly states: readonly string[]; readonly groups: readonly string[] },
): Html {
  const { text, view, clocks } = asking
  const groups = (group: string | undefined) =>
    html`${view.record.groups.map(
      ({ id, title }) =>
        html`<option value="${id}"${id.toLowerCase() === group?.toLowerCase() ? html` selected` : ''}>${title}</option>`,
    )}`
  const states = (code: string | undefined) =>
    participantOptions(text, view.names, { day: clocks.asOf, chosen: code })
  return html`<form method="get" action="/compare" class="no-print" data-fixed>${clockFields(asking)}
${fields('states', text.plain('compare.states'), { options: states, chosen: chosen.states })}
${fields('groups', text.plain('compare.groups'), { options: groups, chosen: chosen.groups })}
<p><button>${text.plain('compare.show')}</button></p></form>`
}
