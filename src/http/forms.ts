import type { Resource } from '../answers/resource.ts'

/** The forms in which an answer can be had, by the ending of its address; the longest ending first. */
const ENDINGS = [
  ['metadata', '.csv.metadata.json'],
  ['metadata', '.metadata.json'],
  ['csv', '.csv'],
  ['ndjson', '.ndjson'],
  ['json', ''],
] as const

export type Form = (typeof ENDINGS)[number][0]
export type Ending = (typeof ENDINGS)[number][1]

function hasForm(resource: Resource, form: Form): boolean {
  if (form === 'json') return true
  if (form === 'ndjson') return resource.id === 'events'
  return resource.csv !== undefined
}

/** The endings that the address of the resource may have. */
export function endingsOf(resource: Resource): { readonly form: Form; readonly ending: Ending }[] {
  return ENDINGS.filter(([form]) => hasForm(resource, form)).map(([form, ending]) => ({ form, ending }))
}

/** The text without the ending that names a form, and that form. */
export function splitEnding(resource: Resource, text: string): { text: string; form: Form; ending: Ending } {
  for (const { form, ending } of endingsOf(resource)) {
    if (ending !== '' && text.length > ending.length && text.endsWith(ending)) {
      return { text: text.slice(0, -ending.length), form, ending }
    }
  }
  return { text, form: 'json', ending: '' }
}
