import type { PlainDate } from '../law/plain-date.ts'
import type { ActMark } from './act-marks.ts'
import { type DepositaryAct, explainLetter } from './column-meaning.ts'
import { matchName, type NameRegistry } from './participant-names.ts'
import type { FootnoteMark } from './printed-text.ts'
import {
  rowDays,
  rowWords,
  type StatusTable,
  type TableCell,
  type TableColumn,
  type TableRow,
} from './status-table.ts'
import { HOLDING, type ReadingWarning, type WarningCode } from './warning.ts'

/** Where in the document a claim stands; all three count from 1. */
export type ClaimPlace = { readonly table: number; readonly row: number; readonly column: number }

/** What a document says: that a participant did something on a day. Not a fact yet. */
export type Claim = {
  /** Code of the participant; null where its name is not known, and then nothing may be done with the claim. */
  readonly participant: string | null
  /** As printed, without footnote marks. */
  readonly name: string
  /** null where the heading does not settle what the act is. */
  readonly action: DepositaryAct | null
  /** null where the cell names no day. */
  readonly action_date: PlainDate | null
  /** True where brackets say that the act has ended. */
  readonly withdrawn: boolean
  readonly footnotes: readonly FootnoteMark[]
  readonly place: ClaimPlace
  /** The cell as printed. */
  readonly words: string
  /** Why the claim waits for a person; empty where nothing is against it. */
  readonly held: readonly WarningCode[]
}

export type Claims = { readonly claims: readonly Claim[]; readonly warnings: readonly ReadingWarning[] }

/** What is known of a document beside its table. */
export type ClaimBounds = {
  readonly concluded: PlainDate | null
  /** Day of the stamp or of the reading; acts after it are in the future. null where neither is known. */
  readonly readOn: PlainDate | null
}

type Noted = { readonly code: WarningCode; readonly text: string }

function participantOf(
  registry: NameRegistry,
  row: TableRow,
): { participant: string | null; notes: Noted[] } {
  if (row.name === '')
    return { participant: null, notes: [{ code: 'name_missing', text: 'there is no name' }] }
  const days = rowDays(row)
  const match = matchName(registry, row.name, days)
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

function noteAct(column: TableColumn, act: ActMark, bounds: ClaimBounds): Noted[] {
  const notes: Noted[] = []
  const explanation = explainLetter(column, act.letter)
  const letter = act.letter === '-' ? 'a cell without a letter' : `the letter "${act.letter}"`
  if (explanation.kind === 'unexplained') {
    notes.push({
      code: 'letter_unexplained',
      text: `the heading "${column.heading}" does not explain ${letter}`,
    })
  } else if (explanation.kind === 'several') {
    notes.push({
      code: 'letter_not_settled',
      text: `${letter} has several meanings under "${column.heading}"`,
    })
  } else if (explanation.meaning.act === null) {
    notes.push({ code: 'letter_unexplained', text: `"${explanation.meaning.words}" is no act we know` })
  }
  if (bounds.readOn !== null && act.date > bounds.readOn) {
    notes.push({
      code: 'act_in_the_future',
      text: `${act.date} is after ${bounds.readOn}, the day of the document`,
    })
  }
  if (bounds.concluded !== null && act.date < bounds.concluded) {
    notes.push({
      code: 'act_before_conclusion',
      text: `${act.date} is before the conclusion on ${bounds.concluded}`,
    })
  }
  if (act.bracketed) notes.push({ code: 'act_ended', text: 'brackets say that the act has ended' })
  return notes
}

function actionOf(column: TableColumn, act: ActMark): DepositaryAct | null {
  const explanation = explainLetter(column, act.letter)
  return explanation.kind === 'explained' ? explanation.meaning.act : null
}

/** Two things that real tables print and that are noted, never mended: an accession by a State that signed, and a
 *  ratification by one that did not. */
function notesOnOrder(table: StatusTable, actions: readonly (DepositaryAct | null)[]): Noted[] {
  const signs = table.columns.some((column) =>
    column.meanings.some((meaning) => meaning.effect === 'signature'),
  )
  const signed = actions.includes('signature')
  if (!signs) return []
  if (signed && actions.includes('accession')) {
    return [{ code: 'accession_by_signatory', text: 'accession by a State that has signed' }]
  }
  if (!signed && actions.includes('ratification')) {
    return [{ code: 'ratification_without_signature', text: 'ratification by a State that has not signed' }]
  }
  return []
}

type RowReading = { readonly claims: readonly Claim[]; readonly notes: readonly Noted[] }

/** Which rows are to be read: the first of equal rows, and for each whether another row speaks of the same State. */
type RowPlaces = { readonly registry: NameRegistry; readonly bounds: ClaimBounds; readonly table: number }

function readCellClaims(
  cell: TableCell,
  column: TableColumn,
  base: Omit<Claim, 'action' | 'action_date' | 'withdrawn'> & { readonly bounds: ClaimBounds },
): RowReading {
  const { bounds, ...claim } = base
  if (cell.acts.kind === 'empty') return { claims: [], notes: [] }
  if (cell.acts.kind === 'unreadable') {
    const note: Noted = { code: 'cell_unreadable', text: `"${cell.text}" is no act that can be read` }
    const held = [...claim.held, note.code]
    const unread = { ...claim, action: null, action_date: null, withdrawn: cell.acts.bracketed, held }
    return { claims: [unread], notes: [note] }
  }
  const read = cell.acts.acts.map((act) => {
    const notes = noteAct(column, act, bounds)
    const held = [...claim.held, ...notes.map((note) => note.code).filter((code) => HOLDING.has(code))]
    const said: Claim = {
      ...claim,
      action: actionOf(column, act),
      action_date: act.date,
      withdrawn: act.bracketed,
      held,
    }
    return { said, notes }
  })
  return { claims: read.map((each) => each.said), notes: read.flatMap((each) => each.notes) }
}

function readRowClaims(
  table: StatusTable,
  row: TableRow,
  at: RowPlaces & { readonly twice: boolean },
): RowReading & { readonly participant: string | null } {
  const { participant, notes } = participantOf(at.registry, row)
  const about: Noted[] = [...notes]
  if (row.misshapen)
    about.push({ code: 'row_misshapen', text: 'the row has more or fewer cells than the heading' })
  if (at.twice)
    about.push({ code: 'participant_twice', text: 'another row says something else of the same participant' })
  const held = about.map((note) => note.code).filter((code) => HOLDING.has(code))
  const cells = row.cells.flatMap((cell, place) => {
    const column = table.columns[place]
    if (column === undefined) return []
    const claimPlace = { table: at.table, row: row.row, column: cell.column }
    const footnotes = [...row.marks, ...cell.marks]
    const base = { participant, name: row.name, footnotes, place: claimPlace, words: cell.text, held }
    return [readCellClaims(cell, column, { ...base, bounds: at.bounds })]
  })
  const claims = cells.flatMap((cell) => cell.claims)
  const order = notesOnOrder(
    table,
    claims.map((claim) => claim.action),
  )
  return { participant, claims, notes: [...about, ...cells.flatMap((cell) => cell.notes), ...order] }
}

function sameParticipant(registry: NameRegistry, row: TableRow): string {
  return participantOf(registry, row).participant ?? `name:${row.name}`
}

/** Participants of whom two rows say different things. */
function saidTwice(table: StatusTable, registry: NameRegistry): ReadonlySet<string> {
  const first = new Map<string, string>()
  const twice = new Set<string>()
  for (const row of table.rows) {
    const who = sameParticipant(registry, row)
    const words = JSON.stringify(rowWords(row))
    const before = first.get(who)
    if (before === undefined) first.set(who, words)
    else if (before !== words) twice.add(who)
  }
  return twice
}

/** What every row says for the same reason is said once, with the number of rows. */
function warningsOf(notes: readonly { readonly row: TableRow; readonly note: Noted }[]): ReadingWarning[] {
  const unsettled = Map.groupBy(
    notes.filter(({ note }) => note.code === 'letter_not_settled'),
    ({ note }) => note.text,
  )
  const about = notes
    .filter(({ note }) => note.code !== 'letter_not_settled')
    .map(({ row, note }) => ({
      code: note.code,
      text: `Row ${row.row}, "${row.name}": ${note.text}.`,
      row: row.row,
    }))
  const columns = [...unsettled].map(([text, rows]): ReadingWarning => {
    const sentence = `In ${rows.length} rows ${text}; which act it is does not follow from it.`
    return { code: 'letter_not_settled', text: sentence, row: null }
  })
  return [...columns, ...about]
}

/** Every claim a table makes, in its order. A row printed twice is read once; rows of one participant that say
 *  different things are all held; a name that is not known stops that row only. */
export function readClaims(table: StatusTable, at: RowPlaces): Claims {
  const twice = saidTwice(table, at.registry)
  const seen = new Set<string>()
  const claims: Claim[] = []
  const notes: { readonly row: TableRow; readonly note: Noted }[] = []
  for (const row of table.rows) {
    const words = JSON.stringify(rowWords(row))
    if (seen.has(words)) {
      const text = 'the same row stands above; it is read once'
      notes.push({ row, note: { code: 'same_row_twice', text } })
      continue
    }
    seen.add(words)
    const read = readRowClaims(table, row, { ...at, twice: twice.has(sameParticipant(at.registry, row)) })
    claims.push(...read.claims)
    notes.push(...read.notes.map((note) => ({ row, note })))
  }
  return { claims, warnings: warningsOf(notes) }
}
