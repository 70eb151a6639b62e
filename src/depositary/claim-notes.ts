import type { PlainDate } from '../law/plain-date.ts'
import type { ActMark } from './act-marks.ts'
import { type DepositaryAct, type Explanation, explainLetter } from './column-meaning.ts'
import { matchName, type NameRegistry } from './participant-names.ts'
import { rowDays, type TableColumn, type TableRow } from './status-table.ts'
import type { WarningCode } from './warning.ts'

/** Something about a row or an act that a person should know. */
export type Noted = { readonly code: WarningCode; readonly text: string }

/** What is known of a document beside its table. */
export type ClaimBounds = {
  readonly concluded: PlainDate | null
  /** Day of the stamp or of the reading; acts after it are in the future. null where neither is known. */
  readonly readOn: PlainDate | null
}

export type NamedAs = { readonly participant: string | null; readonly notes: readonly Noted[] }

/** Whose row it is, and why that is not known where it is not. */
export function nameRow(registry: NameRegistry, row: TableRow): NamedAs {
  if (row.name === '')
    return { participant: null, notes: [{ code: 'name_missing', text: 'there is no name' }] }
  const match = matchName(registry, row.name, () => rowDays(row))
  switch (match.kind) {
    case 'known':
      return { participant: match.participant, notes: [] }
    case 'unknown':
      return { participant: null, notes: [{ code: 'name_unknown', text: 'the name is not known' }] }
    case 'ambiguous': {
      const text = `the name is that of ${match.participants.join(' and ')}`
      return { participant: null, notes: [{ code: 'name_ambiguous', text }] }
    }
    case 'other_state': {
      const text = `the acts are older than ${match.notBefore}, when ${match.participant} came to bear this name`
      return { participant: null, notes: [{ code: 'name_of_another_state', text }] }
    }
  }
}

function noteLetter(column: TableColumn, letter: string, explanation: Explanation): Noted | null {
  const printed = letter === '-' ? 'a cell without a letter' : `the letter "${letter}"`
  switch (explanation.kind) {
    case 'unexplained':
      return {
        code: 'letter_unexplained',
        text: `the heading "${column.heading}" does not explain ${printed}`,
      }
    case 'several':
      return { code: 'letter_not_settled', text: `${printed} has several meanings under "${column.heading}"` }
    case 'explained':
      return explanation.meaning.act === null
        ? { code: 'letter_unexplained', text: `"${explanation.meaning.words}" is no act we know` }
        : null
  }
}

const NONE: readonly Noted[] = []

/** True where nothing is to be said of an act, as of nearly every one. */
function isPlain(column: TableColumn, act: ActMark, { readOn, concluded }: ClaimBounds): boolean {
  const explanation = explainLetter(column, act.letter)
  return (
    !act.bracketed &&
    explanation.kind === 'explained' &&
    explanation.meaning.act !== null &&
    (readOn === null || act.date <= readOn) &&
    (concluded === null || act.date >= concluded)
  )
}

/** What is to be said of one act: its letter, its day, its brackets. */
export function noteAct(column: TableColumn, act: ActMark, bounds: ClaimBounds): readonly Noted[] {
  if (isPlain(column, act, bounds)) return NONE
  const notes: Noted[] = []
  const letter = noteLetter(column, act.letter, explainLetter(column, act.letter))
  if (letter !== null) notes.push(letter)
  if (bounds.readOn !== null && act.date > bounds.readOn) {
    const text = `${act.date} is after ${bounds.readOn}, the day of the document`
    notes.push({ code: 'act_in_the_future', text })
  }
  if (bounds.concluded !== null && act.date < bounds.concluded) {
    const text = `${act.date} is before the conclusion on ${bounds.concluded}`
    notes.push({ code: 'act_before_conclusion', text })
  }
  if (act.bracketed) notes.push({ code: 'act_ended', text: 'brackets say that the act has ended' })
  return notes
}

/** Two things that real tables print and that are noted, never mended: an accession by a State that signed, and a
 *  ratification by one that did not. */
export function noteOrder(actions: readonly (DepositaryAct | null)[]): readonly Noted[] {
  const signed = actions.includes('signature')
  if (signed && actions.includes('accession')) {
    return [{ code: 'accession_by_signatory', text: 'accession by a State that has signed' }]
  }
  if (!signed && actions.includes('ratification')) {
    return [{ code: 'ratification_without_signature', text: 'ratification by a State that has not signed' }]
  }
  return []
}
