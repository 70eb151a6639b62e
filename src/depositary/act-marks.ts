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

const MONTHS: Readonly<Record<string, number>> = {
  jan: 1,
  january: 1,
  feb: 2,
  february: 2,
  mar: 3,
  march: 3,
  apr: 4,
  april: 4,
  may: 5,
  jun: 6,
  june: 6,
  jul: 7,
  july: 7,
  aug: 8,
  august: 8,
  sep: 9,
  sept: 9,
  september: 9,
  oct: 10,
  october: 10,
  nov: 11,
  november: 11,
  dec: 12,
  december: 12,
  i: 1,
  ii: 2,
  iii: 3,
  iv: 4,
  v: 5,
  vi: 6,
  vii: 7,
  viii: 8,
  ix: 9,
  x: 10,
  xi: 11,
  xii: 12,
}

/** A cell prints its month in three letters; anything longer is text that a person must see. */
const DAY = '(?:\\d{1,2} [A-Za-z]{3} \\d{4}|\\d{1,2}-[IVX]{1,4}-\\d{4}|\\d{4}-\\d{2}-\\d{2})'
const ACT = new RegExp(
  `^(?:\\[ ?(${DAY})(?: ?([A-Za-z]{1,3}))? ?\\]|(${DAY})(?: ?([A-Za-z]{1,3})(?![A-Za-z]))?)(?: |$)`,
)
const IN_WORDS = /^(\d{1,2})[ -]([A-Za-z]+)\.?[ -](\d{4})$/

/** The day that a text names in one of the forms that can be read in one way only: `7 Oct 2002`, `7 October 2002`,
 *  `23-X-1956`, `2002-10-07`. null for anything else, also for `12/11/2000`, which two countries read differently. */
export function readDay(text: string): PlainDate | null {
  const plain = collapse(text)
  const words = IN_WORDS.exec(plain)
  if (words === null) return parsePlainDate(plain)
  const [, day = '', month = '', year = ''] = words
  const number = MONTHS[month.toLowerCase()]
  if (number === undefined) return null
  return parsePlainDate(`${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`)
}

/** Reads a cell of an act column: nothing, one act, or several (an exit in brackets and a new act after it). The whole
 *  cell must be read, else it is unreadable: half a cell is never taken for the act. */
export function readCell(text: string): CellActs {
  let rest = collapse(text)
  if (rest === '') return { kind: 'empty' }
  const bracketed = rest.startsWith('[') && rest.endsWith(']')
  const acts: ActMark[] = []
  while (rest !== '') {
    const found = ACT.exec(rest)
    if (found === null) return { kind: 'unreadable', bracketed }
    const [whole, endedDay, endedLetter, day, letter] = found
    const date = readDay(endedDay ?? day ?? '')
    if (date === null) return { kind: 'unreadable', bracketed }
    acts.push({ date, letter: endedLetter ?? letter ?? NO_LETTER, bracketed: endedDay !== undefined })
    rest = rest.slice(whole.length)
  }
  return { kind: 'acts', acts }
}
