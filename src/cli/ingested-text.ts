import type { RecordDifference } from '../depositary/record-difference.ts'
import type { PlainDate } from '../law/plain-date.ts'
import { counted } from '../record/counted.ts'
import type { Outcome } from '../store/take-document.ts'
import type { CommandLine } from './command-line.ts'
import { tableText } from './table.ts'

/** A file that was given in a way in which it cannot be taken: nothing of it is kept, nothing is read. */
type NotTaken = { readonly kind: 'not_taken'; readonly reason: string }

/** What became of one document, as it is published. */
export type Ingested = {
  readonly file: string
  readonly sha256: string
  readonly treaty: string | null
  readonly read_on: PlainDate | null
} & (Outcome | NotTaken)

const COLUMNS = [
  { heading: 'What becomes of it' },
  { heading: 'Who' },
  { heading: 'Class' },
  { heading: 'The page says' },
  { heading: 'The record says' },
  { heading: 'Why' },
] as const

/** What the page says of a difference, in its own words; a dash where it says nothing. */
export function pageWords({ claim }: RecordDifference): string {
  return claim === null ? '–' : claim.words
}

/** What the record holds where the page says otherwise; a dash where it holds nothing. */
export function recordWords({ recorded }: RecordDifference): string {
  if (recorded === null) return '–'
  const undated = `between ${recorded.earliest ?? '?'} and ${recorded.latest ?? '?'}`
  return `${recorded.action} ${recorded.day ?? undated}`
}

function row(becomes: string, difference: RecordDifference): string[] {
  const who = difference.participant ?? (difference.name === '' ? 'the page' : difference.name)
  return [becomes, who, difference.class, pageWords(difference), recordWords(difference), difference.reason]
}

/** What was found in a document and what became of it. */
export function ingestedText(
  line: CommandLine,
  ingested: Exclude<Ingested, NotTaken>,
  dryRun: boolean,
): string {
  const { file } = ingested
  if (ingested.kind === 'refused')
    return `${file}: refused, because ${ingested.reason}. Nothing is read from it.\n`
  const rows = [
    ...ingested.accepted.map((one) => row(dryRun ? 'would be written' : 'written', one)),
    ...ingested.waiting.map((one) => row('waits for a person', one)),
    ...ingested.ignored.map((one) => row('ignored', one)),
    ...ingested.settled.map((one) => row('settled before', one)),
  ]
  const held = ingested.held.map((reason) => `Nothing is written by itself: ${reason}.\n`).join('')
  if (rows.length === 0) return `${file}: page and record say the same.\n${held}`
  return `${file}: ${counted(rows.length, 'difference')}.\n${held}${tableText(line, COLUMNS, rows)}`
}
