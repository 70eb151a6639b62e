import type { Treaty } from '../record/snapshot.ts'
import { foldName } from './participant-names.ts'
import { collapse } from './printed-text.ts'

/** A treaty as far as its title goes. */
export type Titled = Pick<Treaty, 'number' | 'title'>

/** How the title that a document prints stands to the one on record. `same`: the same words, or the first of them,
 *  or none printed; `other_words`: near it, for a person to look at; `another`: that of another treaty. */
export type TitleAgreement = 'same' | 'other_words' | 'another'

/** Less than this share of the words in common, and it is another title. */
const LIKE_FROM = 0.5

function wordsOf(title: string): ReadonlySet<string> {
  return new Set(foldName(title).split(' '))
}

/** True where the title was cut short, as some pages do with a long one. */
function isBeginning(printed: string, title: string): boolean {
  const begun = collapse(printed)
    .toLowerCase()
    .replace(/\s*(?:\.\.\.|\u2026)$/, '')
  return begun.includes(' ') && title.toLowerCase().startsWith(begun)
}

/** Compares a printed title with that of treaty `number`, without case, accents, punctuation and order of words. */
export function compareTitle(
  printed: string | null,
  number: string,
  treaties: readonly Titled[],
): TitleAgreement {
  const treaty = treaties.find((each) => each.number === number)
  if (printed === null || treaty === undefined) return 'same'
  const folded = foldName(printed)
  if (folded === foldName(treaty.title) || isBeginning(printed, treaty.title)) return 'same'
  if (treaties.some(({ title }) => foldName(title) === folded)) return 'another'
  const said = wordsOf(printed)
  const known = wordsOf(treaty.title)
  const common = [...said].filter((word) => known.has(word)).length
  return common / Math.max(said.size, known.size) < LIKE_FROM ? 'another' : 'other_words'
}
