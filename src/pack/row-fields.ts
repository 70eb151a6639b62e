import type { InputProblem } from '../law/input-error.ts'
import { type PlainDate, parsePlainDate } from '../law/plain-date.ts'
import type { TableRow } from './read-table.ts'

/** The cells of one row, each read as what it has to be. What cannot be read is noted as a problem of that row. */
export type RowFields = {
  /** The text of a cell; null where it is empty. */
  readonly text: (column: string) => string | null
  /** The text of a cell as it stands, also empty. */
  readonly plain: (column: string) => string
  /** The text of a cell that must not be empty. */
  readonly required: (column: string) => string
  /** The day in a cell; null where it is empty. */
  readonly day: (column: string) => PlainDate | null
  /** The whole number in a cell; null where it is empty. */
  readonly count: (column: string) => number | null
  /** The whole number in a cell, also below zero; null where it is empty. */
  readonly difference: (column: string) => number | null
  /** The cell, which must be one of the names; the first of them where it is none, so that the row can be read on. */
  readonly oneOf: <Name extends string>(column: string, names: readonly [Name, ...Name[]]) => Name
  /** Notes what is wrong with the cell. */
  readonly problem: (column: string, accepted: string) => void
}

const WHOLE_NUMBER = /^\d{1,9}$/
const DIFFERENCE = /^-?\d{1,9}$/

/** Gives access to the cells of a row and puts what is wrong with them into `problems`. */
export function rowFields(row: TableRow, problems: InputProblem[]): RowFields {
  const plain = (column: string): string => {
    const cell = row.cells[column]
    if (cell === undefined) throw new Error(`the table was read without a column ${column}`)
    return cell
  }
  const text = (column: string): string | null => (plain(column) === '' ? null : plain(column))
  const problem = (column: string, accepted: string): void => {
    problems.push({ ...row.place, field: column, value: text(column), accepted })
  }
  return {
    plain,
    text,
    problem,
    required: (column) => {
      if (plain(column) === '') problem(column, 'a value')
      return plain(column)
    },
    day: (column) => {
      const cell = text(column)
      const day = cell === null ? null : parsePlainDate(cell)
      if (cell !== null && day === null) problem(column, 'a calendar day as YYYY-MM-DD')
      return day
    },
    count: (column) => {
      const cell = text(column)
      if (cell === null || WHOLE_NUMBER.test(cell)) return cell === null ? null : Number(cell)
      problem(column, 'a whole number')
      return null
    },
    difference: (column) => {
      const cell = text(column)
      if (cell === null || DIFFERENCE.test(cell)) return cell === null ? null : Number(cell)
      problem(column, 'a whole number, with - before it where it is below zero')
      return null
    },
    oneOf: (column, names) => {
      const found = names.find((name) => name === text(column))
      if (found === undefined) problem(column, `one of ${names.join(', ')}`)
      return found ?? names[0]
    },
  }
}

/** Reads each row with `read`; a row in which something is wrong is left out, its problems are kept. */
export function readRows<Value>(
  rows: readonly TableRow[],
  problems: InputProblem[],
  read: (fields: RowFields) => Value,
): { readonly value: Value; readonly place: TableRow['place'] }[] {
  return rows.flatMap((row) => {
    const found: InputProblem[] = []
    const value = read(rowFields(row, found))
    problems.push(...found)
    return found.length === 0 ? [{ value, place: row.place }] : []
  })
}
