import type { InputProblem } from '../../../law/input-error.ts'
import { type Html, html } from '../html.ts'
import type { Text } from '../text/text.ts'
import { problemWords, wrongWords } from './problem-words.ts'

/** A form as it was sent, with what is wrong in it; neither where it is shown for the first time. */
export type Filled = {
  readonly fields: URLSearchParams | null
  readonly problems: readonly InputProblem[]
}

export const NOT_FILLED: Filled = { fields: null, problems: [] }

/** A field of a form: where it stands and what people call it. */
export type NamedField = { readonly name: string; readonly id: string; readonly label: string }

/** Names that what is checked has for fields that forms call otherwise. */
const FORM_NAMES: Readonly<Record<string, string>> = { action_date: 'date', corrects: 'event' }

/** The field of the form that a problem is about: `to_go.0` is about `to_go`. */
function fieldOf({ field }: InputProblem): string {
  const name = field.split('.')[0] ?? field
  return FORM_NAMES[name] ?? name
}

function problemOf({ problems }: Filled, name: string): InputProblem | undefined {
  return problems.find((one) => fieldOf(one) === name)
}

/** Whether something is wrong with one of the fields. */
export function isWrong(filled: Filled, names: readonly string[]): boolean {
  return names.some((name) => problemOf(filled, name) !== undefined)
}

/** What stands in a field of text: what was typed, or what usually stands there. */
export function typedIn({ fields }: Filled, name: string, usual: string): string {
  return fields?.get(name) ?? usual
}

/** Whether a box or an option is chosen. */
export function isChosen(
  { fields }: Filled,
  { name, value }: { readonly name: string; readonly value: string },
  usual: boolean,
): boolean {
  return fields === null ? usual : fields.getAll(name).includes(value)
}

/** Attributes of a field that tie it to its hint and to what is wrong with it. */
export function fieldTies(filled: Filled, name: string, hint?: string): Html {
  const wrong = problemOf(filled, name) !== undefined
  const ids = [...(hint === undefined ? [] : [hint]), ...(wrong ? [`wrong-${name}`] : [])].join(' ')
  return html`${wrong ? html` aria-invalid="true"` : ''}${ids === '' ? '' : html` aria-describedby="${ids}"`}`
}

/** What is wrong with a field, to stand beside it. */
export function wrongNote(text: Text, filled: Filled, name: string): Html | string {
  const problem = problemOf(filled, name)
  return problem === undefined
    ? ''
    : html`<span class="wrong" id="wrong-${name}">${wrongWords(text, problem)}</span>`
}

/** Everything that is wrong, above the form, each with a way to its field. The focus comes here first, without a
 *  script too. */
export function problemSummary(text: Text, filled: Filled, named: readonly NamedField[]): Html | string {
  if (filled.problems.length === 0) return ''
  const items = filled.problems.map((problem) => {
    const field = named.find(({ name }) => name === fieldOf(problem))
    const words = problemWords(text, problem, field?.label)
    return field === undefined ? html`<li>${words}</li>` : html`<li><a href="#${field.id}">${words}</a></li>`
  })
  return html`<div class="problems" role="alert" tabindex="-1" autofocus><p><strong>${text.plain('form.refused')}</strong></p><ul>${items}</ul></div>`
}
