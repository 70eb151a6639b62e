import type { PlainDate } from '../law/plain-date.ts'
import { type ActMark, type CellActs, readCell } from './act-marks.ts'
import { type ColumnMeaning, type Effect, explainLetter, readHeading } from './column-meaning.ts'
import { type FootnoteMark, type PrintedText, plainText, printedName } from './printed-text.ts'
import type { Grid, GridRow } from './status-page.ts'

export type TableCell = {
  /** Place of the column in the document, 1 for the first. */
  readonly column: number
  readonly text: string
  readonly marks: readonly FootnoteMark[]
  readonly acts: CellActs
}

export type TableRow = {
  /** Place in the document, 1 for the first row under the heading. */
  readonly row: number
  readonly name: string
  readonly marks: readonly FootnoteMark[]
  /** One for each act column of the table, in its order. */
  readonly cells: readonly TableCell[]
  /** True where the row has more or fewer cells than the heading: which cell is which is then not known. */
  readonly misshapen: boolean
}

export type TableColumn = ColumnMeaning & {
  readonly column: number
  /** Cells that hold something, brackets aside. */
  readonly filled: number
  readonly bracketed: number
  /** How many acts bear each letter, brackets aside; `-` for none. */
  readonly letters: Readonly<Record<string, number>>
}

/** How many participants have signed, and how many have consented to be bound, by a table itself; null where no column
 *  could hold such an act. */
export type Counts = { readonly signatories: number | null; readonly parties: number | null }

/** A participant table understood as far as its own headings go. */
export type StatusTable = {
  /** Words of every heading in the order printed, the participant's among them. */
  readonly headings: readonly string[]
  /** Place of the names in the document, 1 for the first column. */
  readonly nameColumn: number
  readonly columns: readonly TableColumn[]
  readonly rows: readonly TableRow[]
  /** The rows without exact repetitions of an earlier one. */
  readonly distinct: readonly TableRow[]
  readonly counts: Counts
}

/** A table before its counts are drawn. */
type BareTable = Omit<StatusTable, 'counts'>

const PARTICIPANT = /^participants?$/i
/** Other words for it, which count only where no heading says "Participant". */
const PARTY = /^(?:(?:contracting )?part(?:y|ies)|states?(?: part(?:y|ies))?|countr(?:y|ies))$/i

/** A heading's words; only the names' own heading is ever printed with bare footnote numbers after it. */
function headingWords(heading: PrintedText): string {
  const { text } = printedName(heading)
  return PARTICIPANT.test(text) || PARTY.test(text) ? text : heading.text
}

/** True where headings are those of a table of participants: one says "Participant", with or without footnote numbers
 *  after it, or one says "State" or "Party" and another names an act. */
export function headParticipants(headings: readonly PrintedText[]): boolean {
  if (headings.length < 2) return false
  const words = headings.map(headingWords)
  if (words.some((heading) => PARTICIPANT.test(heading))) return true
  const acts = words.filter((heading) => readHeading(heading).meanings.every(({ act }) => act !== null))
  return words.some((heading) => PARTY.test(heading)) && acts.length > 0
}

/** Place of the only heading that names the participants; null where none does, or several do. */
function nameColumnOf(headings: readonly string[]): number | null {
  for (const words of [PARTICIPANT, PARTY]) {
    const found = headings.flatMap((heading, place) => (words.test(heading) ? [place] : []))
    const [only] = found
    if (only !== undefined) return found.length === 1 ? only : null
  }
  return null
}

function emptyCell(column: number): TableCell {
  return { column, text: '', marks: [], acts: { kind: 'empty' } }
}

function actsIn({ text, strange }: PrintedText): CellActs {
  return strange ? { kind: 'unreadable', bracketed: false } : readCell(text)
}

function readRow(row: GridRow, at: { row: number; name: number; width: number }): TableRow {
  const name = printedName(row.cells[at.name] ?? plainText(''))
  const cells: TableCell[] = []
  for (let index = 0; index < at.width; index += 1) {
    if (index === at.name) continue
    const printed = row.cells[index]
    cells.push(
      printed === undefined
        ? emptyCell(index + 1)
        : { column: index + 1, text: printed.text, marks: printed.marks, acts: actsIn(printed) },
    )
  }
  const misshapen = row.cells.length !== at.width || row.strange || name.strange
  return { row: at.row, name: name.text, marks: name.marks, cells, misshapen }
}

/** A column with what its cells hold, those at `place` of each row. */
function countColumn(
  meaning: ColumnMeaning,
  { column, place }: { readonly column: number; readonly place: number },
  rows: readonly TableRow[],
): TableColumn {
  let filled = 0
  let bracketed = 0
  const letters = new Map<string, number>()
  for (const { cells } of rows) {
    const acts = cells[place]?.acts
    if (acts === undefined || acts.kind === 'empty') continue
    const ended = acts.kind === 'acts' ? acts.acts.every((act) => act.bracketed) : acts.bracketed
    if (ended) bracketed += 1
    else filled += 1
    if (acts.kind !== 'acts') continue
    for (const act of acts.acts) {
      if (!act.bracketed) letters.set(act.letter, (letters.get(act.letter) ?? 0) + 1)
    }
  }
  const sorted = [...letters].sort(([one], [other]) => (one < other ? -1 : 1))
  return { ...meaning, column, filled, bracketed, letters: Object.fromEntries(sorted) }
}

/** Understands a grid by its headings. null where no heading names the participants, or more than one does. */
export function readTable(grid: Grid): StatusTable | null {
  const headings = grid.headings.map((heading) => headingWords(heading))
  const name = nameColumnOf(headings)
  if (name === null) return null
  const rows = grid.rows
    .map((row, index) => readRow(row, { row: index + 1, name, width: headings.length }))
    .filter((row) => row.misshapen || row.name !== '' || row.cells.some((cell) => cell.text !== ''))
  const places = headings.flatMap((heading, index) =>
    index === name ? [] : [{ heading, column: index + 1 }],
  )
  const columns = places.map(({ heading, column }, place) =>
    countColumn(readHeading(heading), { column, place }, rows),
  )
  const table: BareTable = { headings, nameColumn: name + 1, columns, rows, distinct: distinctRows(rows) }
  return { ...table, counts: countTable(table) }
}

/** Every act of a row, ended ones among them. */
export function rowActs(row: TableRow): ActMark[] {
  return row.cells.flatMap((cell) => (cell.acts.kind === 'acts' ? cell.acts.acts : []))
}

/** The days of every act of a row. */
export function rowDays(row: TableRow): PlainDate[] {
  return rowActs(row).map((act) => act.date)
}

/** True where an act of a row that has not ended does what is asked. */
export function doesAny(table: Pick<StatusTable, 'columns'>, row: TableRow, effect: Effect): boolean {
  for (let place = 0; place < row.cells.length; place += 1) {
    const acts = row.cells[place]?.acts
    const column = table.columns[place]
    if (column === undefined || acts?.kind !== 'acts') continue
    for (const act of acts.acts) {
      if (!act.bracketed && explainLetter(column, act.letter).effect === effect) return true
    }
  }
  return false
}

/** The words of a row as printed, name first and without footnote marks. */
export function rowWords(row: TableRow): string[] {
  return [row.name, ...row.cells.map((cell) => cell.text)]
}

/** Name and cells as one text: rows with the same are one row printed twice. */
export function rowKey(row: TableRow): string {
  return rowWords(row).join('\0')
}

function distinctRows(rows: readonly TableRow[]): readonly TableRow[] {
  const names = new Set(rows.map((row) => row.name))
  if (names.size === rows.length) return rows
  const seen = new Set<string>()
  return rows.filter((row) => {
    const key = rowKey(row)
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

function countTable(table: BareTable): Counts {
  const count = (effect: Effect): number | null => {
    const possible = table.columns.some((column) =>
      column.meanings.some((meaning) => meaning.effect === effect),
    )
    return possible ? table.distinct.filter((row) => doesAny(table, row, effect)).length : null
  }
  return { signatories: count('signature'), parties: count('consent') }
}
