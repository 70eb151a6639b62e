import type { Action } from '../law/act.ts'
import { collapse } from './printed-text.ts'

/** What a heading's words can say an act is: the acts the law engine takes, and others that tables of other treaties
 *  print, which it does not. */
export type DepositaryAct =
  | Action
  | 'succession_to_signature'
  | 'signature_ad_referendum'
  | 'confirmation_of_signature'
  | 'consent_to_be_bound'
  | 'simplified_procedure'
  | 'participation'
  | 'application'
  | 'notification'
  | 'declaration'

/** What an act does: signs, consents to be bound, or neither (provisional application, a notice). */
export type Effect = 'signature' | 'consent' | 'neither'

/** One meaning that a heading gives, with the letter that stands for it in the cells. */
export type Meaning = {
  /** The heading's own words, without the letter. */
  readonly words: string
  /** null for the meaning that cells without a letter have. */
  readonly letter: string | null
  /** null where the words are none that we know. */
  readonly act: DepositaryAct | null
  readonly effect: Effect | null
}

export type ColumnMeaning = {
  readonly heading: string
  readonly meanings: readonly Meaning[]
  /** How the heading explains each letter it names, `-` for none. */
  readonly legend: ReadonlyMap<string, Explanation>
}

/** How a heading explains a letter (`-` for none): by one meaning, by several (then which of them is not known), or
 *  not at all. `effect` is what they agree on; for a letter not explained, what all meanings of the heading agree on. */
export type Explanation = { readonly effect: Effect | null } & (
  | { readonly kind: 'explained'; readonly meaning: Meaning }
  | { readonly kind: 'several' }
  | { readonly kind: 'unexplained' }
)

type Known = readonly [words: RegExp, act: DepositaryAct, effect: Effect]

/** First words that decide; the longer phrase stands before the shorter one it contains. */
const KNOWN: readonly Known[] = [
  [/^(?:notification of |undertaking of )?provisional application\b/, 'provisional_application', 'neither'],
  [/^undertaking to apply provisionally\b/, 'provisional_application', 'neither'],
  [/^notification in respect of\b/, 'notification', 'consent'],
  [/^notification of succession\b/, 'succession', 'consent'],
  [/^notification of accession\b/, 'accession', 'consent'],
  [/^notification of acceptance\b/, 'acceptance', 'consent'],
  [/^notification of approval\b/, 'approval', 'consent'],
  [/^notification\b/, 'notification', 'neither'],
  [/^succession to signature\b/, 'succession_to_signature', 'signature'],
  [/^signature ad referendum\b/, 'signature_ad_referendum', 'signature'],
  [/^confirmation of signature\b/, 'confirmation_of_signature', 'consent'],
  [/^(?:definitive signature|signature without reservation)\b/, 'definitive_signature', 'consent'],
  [/^signature\b/, 'signature', 'signature'],
  [/^ratification\b/, 'ratification', 'consent'],
  [/^acceptance\b/, 'acceptance', 'consent'],
  [/^approval\b/, 'approval', 'consent'],
  [/^(?:accession|adherence)\b/, 'accession', 'consent'],
  [/^succession\b/, 'succession', 'consent'],
  [/^(?:(?:act of )?formal confirmation|formal act of confirmation)\b/, 'formal_confirmation', 'consent'],
  [/^consent to be bound\b/, 'consent_to_be_bound', 'consent'],
  [/^simplified procedure\b/, 'simplified_procedure', 'consent'],
  [/^participation\b/, 'participation', 'consent'],
  [/^application\b/, 'application', 'consent'],
  [/^(?:denunciation|withdrawal)\b/, 'denunciation', 'neither'],
  [/^(?:declaration|objection|rejection)\b/, 'declaration', 'neither'],
]

/** A comma begins a new meaning only before a capital or after a letter in brackets, "or" and "and" only before an act:
 *  "ratification, accession or succession to …" is one, and so is "the Agreement and the Protocol". */
const NEXT_MEANING =
  /(?<=[a-z]\s*\([A-Za-z]{1,3}\))\s*(?:[,;/]\s*(?:(?:or|and)\s+)?|(?:or|and)\s+)|[,;/]\s*(?:(?:or|and)\s+)?(?=[A-Z])|\s(?:or|and)\s+(?=(?:Ratification|Acceptance|Approval|Accession|Succession|Formal|Definitive)\b)/
/** The kinds of act that a meaning may be said of together with another: `Ratification, acceptance (A)`. */
const KIND =
  /\b(?:ratification|acceptance|approval|accession|adherence|succession|confirmation|signature|participation|provisional application)\b/g
/** From here on other acts are only spoken of: `Participation by virtue of accession or succession to …`. */
const SPOKEN_OF = /\b(?:by virtue of|without|subject to|in respect of|as to|under)\b.*$/
/** "Succession to signature" and "notification of accession" are one kind each. */
const ITS_OBJECT = /\b(?:of|to|by|for|the)\s+$/

/** The kinds of act that words of a heading name one beside the other; one at the most for a meaning that is clear. */
function kindsNamed(words: string): string[] {
  const said = words.toLowerCase().replace(SPOKEN_OF, '')
  const kinds = [...said.matchAll(KIND)].filter(({ index }) => !ITS_OBJECT.test(said.slice(0, index)))
  return [...new Set(kinds.map(([kind]) => kind))]
}

/** A letter in brackets at the end. `article 7 (1) (b)` ends in a paragraph, not in a letter. */
const LETTER = /^(.*?)(\s*)\(([A-Za-z]{1,3})\)$/

function letterOf(phrase: string): { words: string; letter: string | null } {
  const found = LETTER.exec(phrase)
  if (found === null) return { words: phrase, letter: null }
  const [, words = '', gap = '', letter = ''] = found
  const paragraph = gap !== '' && /[)\d]$/.test(words)
  return paragraph ? { words: phrase, letter: null } : { words, letter }
}

/** The act that words name, as in a heading or in a list's own column (`definitive_signature`); null where they name
 *  none that we know. */
export function actNamed(words: string): { readonly act: DepositaryAct; readonly effect: Effect } | null {
  const plain = collapse(words.replaceAll('_', ' ')).toLowerCase()
  const found = KNOWN.find(([pattern]) => pattern.test(plain))
  return found === undefined ? null : { act: found[1], effect: found[2] }
}

function agreedEffect(meanings: readonly Meaning[]): Effect | null {
  const effects = new Set(meanings.map((meaning) => meaning.effect))
  const [effect = null] = effects
  return effects.size === 1 ? effect : null
}

function explanations(meanings: readonly Meaning[]): ReadonlyMap<string, Explanation> {
  const byLetter = Map.groupBy(meanings, (meaning) => meaning.letter ?? '-')
  return new Map(
    [...byLetter].map(([letter, same]): [string, Explanation] => {
      const [meaning] = same
      const effect = agreedEffect(same)
      const alone = meaning !== undefined && same.length === 1
      return [letter, alone ? { kind: 'explained', meaning, effect } : { kind: 'several', effect }]
    }),
  )
}

const understood = new Map<string, ColumnMeaning>()
const KEPT = 500
const LONGEST_KEPT = 1000

/** What a column holds, from the words of its heading and from nothing else: its place in the table says nothing, and
 *  a letter is what this heading says it is (`d` in a signature column is a succession to signature). A letter that
 *  stands for several kinds of act together is given each of them, and so settles none. */
export function readHeading(heading: string): ColumnMeaning {
  const seen = understood.get(heading)
  if (seen !== undefined) return seen
  const meanings = heading.split(NEXT_MEANING).flatMap((phrase): Meaning[] => {
    const { words, letter } = letterOf(collapse(phrase).replace(/[,;.]$/, ''))
    const kinds = kindsNamed(words)
    return (kinds.length > 1 ? kinds : [words]).map((each) => {
      const known = actNamed(each)
      return {
        words,
        letter,
        act: known === null ? null : known.act,
        effect: known === null ? null : known.effect,
      }
    })
  })
  const column = { heading, meanings, legend: explanations(meanings) }
  if (understood.size >= KEPT) understood.clear()
  if (heading.length <= LONGEST_KEPT) understood.set(heading, column)
  return column
}

/** What a cell's letter means in this column. */
export function explainLetter(column: ColumnMeaning, letter: string): Explanation {
  return column.legend.get(letter) ?? { kind: 'unexplained', effect: agreedEffect(column.meanings) }
}
