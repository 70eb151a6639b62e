import { groups } from '../../../answers/groups.ts'
import type { Asking } from '../asking.ts'
import { type Html, html } from '../html.ts'
import type { MessageName } from '../text/text.ts'

/** The options of a field that names a group, first what an empty one stands for. */
export function groupOptions(
  asking: Asking,
  chosen: string | undefined,
  empty: MessageName = 'filter.everyone',
): Html {
  const { data } = asking.ask(groups, {})
  return html`<option value="">${asking.text.plain(empty)}</option>${data.groups.map(
    ({ group, title }) =>
      html`<option value="${group}"${chosen?.toLowerCase() === group ? html` selected` : ''}>${title}</option>`,
  )}`
}

/** The clocks of the page as fields of a form, so that it stays on its day. */
export function clockFields({ given }: Asking): Html[] {
  return Object.entries(given).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )
}

/** A form that shows the page for one group alone. */
export function groupForm(asking: Asking, action: string, chosen: string | undefined): Html {
  const { text } = asking
  return html`<form method="get" action="${action}" class="no-print">${clockFields(asking)}
<label for="group">${text.plain('filter.group')}</label>
<select id="group" name="group">${groupOptions(asking, chosen)}</select> <button>${text.plain('filter.show')}</button></form>`
}
