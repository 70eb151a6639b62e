import { html } from 'hono/html'
import { addMonths } from '../../../law/plain-date.ts'
import type { Asking } from '../asking.ts'
import type { Html } from '../page.ts'
import type { Projected } from './reading.ts'

type Wanted = {
  readonly join?: string | undefined
  readonly on?: string | undefined
  readonly group?: string | undefined
}

/** A form that supposes deposits: who, and on which day; all on one page and without script. */
export function whatIfForm(asking: Asking, { data }: Projected): Html {
  const { text, given, clocks } = asking
  const { join, on, group } = asking.parameters as Wanted
  const chosen = new Set(join?.split(',') ?? [])
  const names = [...data.outside.map(({ participant, name }) => ({ participant, name }))]
  for (const code of chosen) {
    const known = asking.view.names.participants.get(code)
    if (known !== undefined && !names.some(({ participant }) => participant === code)) {
      names.push({ participant: code, name: known.name })
    }
  }
  const kept = Object.entries({ ...given, ...(group === undefined ? {} : { group }) })
  const boxes = names
    .sort((one, other) => text.compare(one.name, other.name))
    .map(
      ({ participant, name }) =>
        html`<li><label><input type="checkbox" name="join" value="${participant}"${chosen.has(participant) ? html` checked` : ''}> ${name}</label></li>`,
    )
  if (boxes.length === 0)
    return html`<h2>${text.plain('what_if.title')}</h2><p>${text.plain('what_if.nobody')}</p>`
  const open = chosen.size > 0 || boxes.length < 30
  return html`<section class="no-print"><h2>${text.plain('what_if.title')}</h2>
<form method="get" action="/treaties/${data.slug}/projection">${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${String(value)}">`)}
<details${open ? html` open` : ''}><summary>${text.plain('what_if.who')}</summary><fieldset><legend class="aside">${text.plain('what_if.who')}</legend><ul class="columns">${boxes}</ul></fieldset></details>
<p><label for="on">${text.plain('what_if.day')}</label> <input type="date" id="on" name="on" value="${on ?? addMonths(clocks.asOf, 1)}"></p>
<p><button>${text.plain('what_if.show')}</button> ${chosen.size === 0 ? '' : html`<a href="${asking.link(`/treaties/${data.slug}/projection`)}">${text.plain('what_if.none')}</a>`}</p></form></section>`
}
