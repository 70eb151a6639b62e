import type { InputProblem } from '../../../law/input-error.ts'
import { type Html, html } from '../html.ts'
import type { MessageName, Text } from '../text/text.ts'

/** Names of fields that nobody has seen: those of the path, and those of the command line. What else a field is called
 *  in the language of the page stands in its messages as `field.…`. */
function fieldWords(text: Text, name: string): string {
  const message = `field.${name}` as MessageName
  if (message in text.language.messages) return text.plain(message)
  return name.replace(/^--/, '').replaceAll(/[-_]/g, ' ')
}

/** Whether nothing was given: no value, or a list with none. */
function isNothing(value: string | null): boolean {
  return value === null || value === '' || value === '[]'
}

/** What was wrong with a value, beside the field that it stands in. */
export function wrongWords(text: Text, { value, accepted, nearest }: InputProblem): Html {
  const what = isNothing(value)
    ? text.plain('wrong.missing')
    : text.say('wrong.value', { value: html`<q>${value}</q>` })
  const meant = nearest === undefined ? '' : html` ${text.say('problem.nearest', { nearest })}`
  return html`${what} ${text.say('problem.accepted', { accepted })}${meant}`
}

/** What was wrong with a field and what would be accepted. `label` is what the form calls it. */
export function problemWords(text: Text, problem: InputProblem, label?: string): Html {
  const { field: name, value, accepted } = problem
  const field = label ?? fieldWords(text, name)
  const what = isNothing(value)
    ? text.say('problem.missing', { field })
    : text.say('problem.value', { field, value: html`<q>${value}</q>` })
  return html`${what} ${text.say('problem.accepted', { accepted })}`
}
