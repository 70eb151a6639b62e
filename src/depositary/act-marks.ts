import { type PlainDate, parsePlainDate } from '../law/plain-date.ts'
import { collapse } from './printed-text.ts'

/** One act as a cell prints it: a day, the letter of its kind, and whether brackets say that it has ended. */
export type ActMark = {
  readonly date: PlainDate
  /** As printed, `-` where there is none. What it means is for the heading of its column to say. */
  readonly letter: string
  /** Square brackets: withdrawn, denounced, or no longer participating. */
  readonly bracketed: boolean
}

/** What a cell holds. `unreadable` is text that is no act: an impossible day, another alphabet's month, a sentence. */
export type CellActs =
  | { readonly kind: 'empty' }
  | { readonly kind: 'acts'; readonly acts: readonly ActMark[] }
  | { readonly kind: 'unreadable'; readonly bracketed: boolean }

export const NO_LETTER = '-'

const NAMES_OF_MONTHS = [
  ['jan', 'january', 'i'],
  ['feb', 'february', 'ii'],
  ['mar', 'march', 'iii'],
  ['apr', 'april', 'iv'],
  ['may', 'v'],
  ['jun', 'june', 'vi'],
  ['jul', 'july', 'vii'],
  ['aug', 'august', 'viii'],
  ['sep', 'sept', 'september', 'ix'],
  ['oct', 'october', 'x'],
  ['nov', 'november', 'xi'],
  ['dec', 'december', 'xii'],
]

/** `01` to `12` by every name a month goes by: in three letters, in full, in Roman figures. */
const MONTHS: Readonly<Record<string, string>> = Object.fromEntries(
  NAMES_OF_MONTHS.flatMap((names, index) => names.map((name) => [name, String(index + 1).padStart(2, '0')])),
)

/** One act at the start of a cell: a month in three letters, the letter of the act, perhaps all in brackets. Anything
 *  longer is text that a person must see. */
const ACT =
  /^(\[ ?)?(?:(\d{1,2})[ -]([A-Za-z]{3}|(?<=-)[IVX]{1,4})[ -](\d{4})|(\d{4}-\d{2}-\d{2}))(?: ?([A-Za-z]{1,3}))?( ?\])?(?: |$)/
const IN_WORDS = /^(\d{1,2})[ -]([A-Za-z]+)\.?[ -](\d{4})$/

function dayOf(day: string, month: string, year: string): PlainDate | null {
  const number = MONTHS[month.toLowerCase()]
  if (number === undefined) return null
  return parsePlainDate(`${year}-${number}-${day.padStart(2, '0')}`)
}

/** The day that a text names in one of the forms that can be read in one way only: `7 Oct 2002`, `7 October 2002`,
 *  `23-X-1956`, `2002-10-07`. null for anything else, also for `12/11/2000`, which two countries read differently. */
export function readDay(text: string): PlainDate | null {
  const plain = collapse(text)
  const words = IN_WORDS.exec(plain)
  if (words === null) return parsePlainDate(plain)
  const [, day = '', month = '', year = ''] = words
  return dayOf(day, month, year)
}

const EMPTY: CellActs = { kind: 'empty' }
const seen = new Map<string, CellActs>()
const KEPT = 20_000
const LONGEST_KEPT = 40
/** Room for several acts, and for no story. */
const LONGEST_CELL = 200

/** Reads a cell of an act column, white space collapsed: nothing, one act, or several (an exit in brackets and a new act
 *  after it). The whole cell must be read, else it is unreadable: half a cell is never taken for the act. */
export function readCell(text: string): CellActs {
  if (text === '') return EMPTY
  const before = seen.get(text)
  if (before !== undefined) return before
  const read = readActs(text)
  if (seen.size >= KEPT) seen.clear()
  if (text.length <= LONGEST_KEPT) seen.set(text, read)
  return read
}

function readActs(text: string): CellActs {
  if (text.length > LONGEST_CELL) return { kind: 'unreadable', bracketed: false }
  const acts: ActMark[] = []
  for (let rest = text; rest !== ''; ) {
    const found = ACT.exec(rest)
    const act = found === null ? null : actOf(found)
    if (found === null || act === null) {
      return { kind: 'unreadable', bracketed: text.startsWith('[') && text.endsWith(']') }
    }
    acts.push(act)
    rest = rest.slice(found[0].length)
  }
  return { kind: 'acts', acts }
}

function actOf([, opened, day, month = '', year = '', iso, letter, closed]: RegExpExecArray): ActMark | null {
  const date = day === undefined ? parsePlainDate(iso ?? '') : dayOf(day, month, year)
  if (date === null || (opened === undefined) !== (closed === undefined)) return null
  return { date, letter: letter ?? NO_LETTER, bracketed: opened !== undefined }
}
