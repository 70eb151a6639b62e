import type { PlainDate } from '../law/plain-date.ts'
import type { ActMark } from './act-marks.ts'
import { type ClaimBounds, type NamedAs, type Noted, nameRow, noteAct, noteOrder } from './claim-notes.ts'
import { type DepositaryAct, explainLetter } from './column-meaning.ts'
import type { NameRegistry } from './participant-names.ts'
import type { FootnoteMark } from './printed-text.ts'
import type { StatusTable, TableCell, TableColumn, TableRow } from './status-table.ts'
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

/** What a table is read with; `table` is its place in the document, 1 for the first. */
export type ClaimContext = {
  readonly registry: NameRegistry
  readonly bounds: ClaimBounds
  readonly table: number
}

/** A row and whom it is about, looked up once. */
type NamedRow = NamedAs & { readonly row: TableRow }

type RowReading = { readonly claims: Claim[]; readonly notes: Noted[] }

function holding(held: readonly WarningCode[], notes: readonly Noted[]): readonly WarningCode[] {
  if (notes.length === 0) return held
  return [...held, ...notes.map((note) => note.code).filter((code) => HOLDING.has(code))]
}

function claimOf(
  cell: TableCell,
  named: NamedRow,
  said: Pick<Claim, 'action' | 'action_date' | 'withdrawn' | 'held'> & { readonly table: number },
): Claim {
  const { row } = named
  return {
    participant: named.participant,
    name: row.name,
    action: said.action,
    action_date: said.action_date,
    withdrawn: said.withdrawn,
    footnotes: cell.marks.length === 0 ? row.marks : [...row.marks, ...cell.marks],
    place: { table: said.table, row: row.row, column: cell.column },
    words: cell.text,
    held: said.held,
  }
}

function actionOf(column: TableColumn, act: ActMark): DepositaryAct | null {
  const explanation = explainLetter(column, act.letter)
  return explanation.kind === 'explained' ? explanation.meaning.act : null
}

function noteRow(named: NamedRow, twice: boolean): Noted[] {
  const notes: Noted[] = [...named.notes]
  if (named.row.misshapen) {
    notes.push({ code: 'row_misshapen', text: 'the row has more or fewer cells than the heading' })
  }
  if (twice) {
    notes.push({ code: 'participant_twice', text: 'another row says something else of the same participant' })
  }
  return notes
}

function readRowClaims(
  table: StatusTable,
  named: NamedRow,
  { context, twice }: { readonly context: ClaimContext; readonly twice: boolean },
): RowReading {
  const notes = noteRow(named, twice)
  const held = holding([], notes)
  const claims: Claim[] = []
  for (let place = 0; place < named.row.cells.length; place += 1) {
    const cell = named.row.cells[place]
    const column = table.columns[place]
    if (cell === undefined || column === undefined || cell.acts.kind === 'empty') continue
    if (cell.acts.kind === 'unreadable') {
      const note: Noted = { code: 'cell_unreadable', text: `"${cell.text}" is no act that can be read` }
      const said = { action: null, action_date: null, withdrawn: cell.acts.bracketed }
      claims.push(claimOf(cell, named, { ...said, held: holding(held, [note]), table: context.table }))
      notes.push(note)
      continue
    }
    for (const act of cell.acts.acts) {
      const about = noteAct(column, act, context.bounds)
      claims.push(
        claimOf(cell, named, {
          action: actionOf(column, act),
          action_date: act.date,
          withdrawn: act.bracketed,
          held: holding(held, about),
          table: context.table,
        }),
      )
      notes.push(...about)
    }
  }
  if (table.counts.signatories !== null) notes.push(...noteOrder(claims.map((claim) => claim.action)))
  return { claims, notes }
}

function whoOf({ row, participant }: NamedRow): string {
  return participant ?? `name ${row.name}`
}

/** Participants of whom two rows say different things. */
function saidTwice(rows: readonly NamedRow[]): ReadonlySet<string> {
  const once = new Set<string>()
  const twice = new Set<string>()
  for (const row of rows) {
    const who = whoOf(row)
    if (once.has(who)) twice.add(who)
    once.add(who)
  }
  return twice
}

/** What every row says for the same reason is said once, with the number of rows. */
function warningsOf(
  notes: readonly { readonly row: TableRow; readonly note: Noted }[],
  table: number,
): ReadingWarning[] {
  const place = table === 1 ? 'Row' : `Table ${table}, row`
  const unsettled = Map.groupBy(
    notes.filter(({ note }) => note.code === 'letter_not_settled'),
    ({ note }) => note.text,
  )
  const about = notes
    .filter(({ note }) => note.code !== 'letter_not_settled')
    .map(({ row: { row, name }, note }) => ({
      code: note.code,
      text: `${place} ${row}, "${name}": ${note.text}.`,
      row,
    }))
  const columns = [...unsettled].map(([text, rows]): ReadingWarning => {
    const sentence = `In ${rows.length} rows ${text}; which act it is does not follow from it.`
    return { code: 'letter_not_settled', text: sentence, row: null }
  })
  return [...columns, ...about]
}

/** Every claim a table makes, in its order. A row printed twice is read once; rows of one participant that say
 *  different things are all held; a name that is not known stops that row only. */
export function readClaims(table: StatusTable, context: ClaimContext): Claims {
  const named = table.distinct.map((row): NamedRow => ({ row, ...nameRow(context.registry, row) }))
  const twice = saidTwice(named)
  const claims: Claim[] = []
  const notes: { readonly row: TableRow; readonly note: Noted }[] = []
  for (const each of named) {
    const read = readRowClaims(table, each, { context, twice: twice.has(whoOf(each)) })
    claims.push(...read.claims)
    for (const note of read.notes) notes.push({ row: each.row, note })
  }
  const distinct = new Set(table.distinct)
  for (const row of distinct.size === table.rows.length ? [] : table.rows) {
    if (distinct.has(row)) continue
    notes.push({ row, note: { code: 'same_row_twice', text: 'the same row stands above; it is read once' } })
  }
  return { claims, warnings: warningsOf(notes, context.table) }
}
