import type { Found } from '../asking.ts'
import { type Html, html } from '../html.ts'
import type { Text } from '../text/text.ts'
import { figure } from './figure.ts'

type Counts = {
  readonly undated?: number | undefined
  readonly at_least?: Readonly<Record<CountName, number>> | undefined
  readonly at_most?: Readonly<Record<CountName, number>> | undefined
}

export type CountName =
  | 'signatories'
  | 'threshold_count'
  | 'participants'
  | 'state_participants'
  | 'states_parties'

/** One of the five numbers of a treaty: the number, or the two between which the truth lies. `path` leads to the
 *  counts in the answer. */
export function countSpan(
  text: Text,
  found: Found<unknown>,
  { counts, path, name }: { readonly counts: Counts; readonly path: string; readonly name: CountName },
): Html {
  const { at_least, at_most } = counts
  const one = figure(text, found, `${path}.${name}`)
  if (at_least === undefined || at_most === undefined || at_least[name] === at_most[name]) return one
  return text.say('count.span', {
    least: figure(text, found, `${path}.at_least.${name}`),
    most: figure(text, found, `${path}.at_most.${name}`),
  })
}

/** How many of the acts counted happened on a day that no source read has; empty where there is none. */
export function undatedNote(
  text: Text,
  found: Found<unknown>,
  { counts, path }: { counts: Counts; path: string },
): Html | string {
  if (counts.undated === undefined || counts.undated === 0) return ''
  return html`<span class="quiet">${text.say('count.undated', {
    count: counts.undated,
    n: figure(text, found, `${path}.undated`),
  })}</span>`
}
