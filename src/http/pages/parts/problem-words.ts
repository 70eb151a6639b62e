import { html } from 'hono/html'
import type { InputProblem } from '../../../law/input-error.ts'
import type { Html } from '../page.ts'
import type { Text } from '../text/text.ts'

/** Fields that stand in the path of an address: nobody has seen their names. */
const PATH_FIELDS = ['t', 'p', 'g', 'id'] as const

/** The field as people call it; an option of the command line is named as a field. */
function fieldWords(text: Text, name: string): string {
  const inPath = PATH_FIELDS.find((one) => one === name)
  if (inPath !== undefined) return text.plain(`field.${inPath}`)
  return name.startsWith('--') ? name.slice(2).replaceAll('-', ' ') : name
}

/** What was wrong with a field and what would be accepted. */
export function problemWords(text: Text, { field: name, value, accepted }: InputProblem): Html {
  const field = fieldWords(text, name)
  const what =
    value === null
      ? text.say('problem.missing', { field })
      : text.say('problem.value', { field, value: html`<q>${value}</q>` })
  return html`${what} ${text.say('problem.accepted', { accepted })}`
}
