import type { EntryIntoForce } from '../../../law/evaluation.ts'
import type { Found } from '../asking.ts'
import type { Html } from '../html.ts'
import type { Text } from '../text/text.ts'
import { dayAt } from './figure.ts'

type Summary = {
  readonly entry_into_force: {
    readonly date: string | null
    readonly state: EntryIntoForce['state']
    readonly article: string | null
  }
}

/** Whether and since when the treaty is in force, in one sentence. `path` leads to its summary in the answer; empty
 *  where the answer is the summary. */
export function forceSentence(
  text: Text,
  found: Found<unknown>,
  { path, of }: { readonly path: string; readonly of: Summary },
): Html {
  const { date, state } = of.entry_into_force
  if (date === null) return text.say(state === 'waiting_for_parent' ? 'force.waits' : 'force.not')
  const day = dayAt(text, found, `${path === '' ? '' : `${path}.`}entry_into_force.date`)
  return text.say(state === 'in_force' ? 'force.since' : 'force.on', { day })
}
