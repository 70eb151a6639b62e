import { html } from 'hono/html'
import type { InputProblem } from '../../../law/input-error.ts'
import type { Html } from '../page.ts'
import type { Text } from '../text/text.ts'

/** What was wrong with a field and what would be accepted; an option of the command line is named as a field. */
export function problemWords(text: Text, { field: name, value, accepted }: InputProblem): Html {
  const field = name.startsWith('--') ? name.slice(2).replaceAll('-', ' ') : name
  const what =
    value === null
      ? text.say('problem.missing', { field })
      : text.say('problem.value', { field, value: html`<q>${value}</q>` })
  return html`${what} ${text.say('problem.accepted', { accepted })}`
}
