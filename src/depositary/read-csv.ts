import { CsvError, parse } from 'csv-parse/sync'
import { printedField } from './printed-nodes.ts'
import { collapse } from './printed-text.ts'
import { type ListedAct, NO_HEADLINE, type StatusPage } from './status-page.ts'
import { headParticipants } from './status-table.ts'

/** A table of values taken apart. `page` is null for one that is neither of the two forms we know; `problem` where it
 *  cannot be taken apart at all. */
export type CsvRead = { readonly page: StatusPage | null; readonly problem: string | null }

const NAME_COLUMNS = ['participant_name', 'name', 'participant']
const CODE_COLUMNS = ['participant', 'code']
const ACTION_COLUMNS = ['action', 'participation_type']
const DATE_COLUMNS = ['action_date', 'date']

const BLANK: Omit<StatusPage, 'form'> = {
  treaty: null,
  title: null,
  concluded: null,
  as_at: null,
  headline: NO_HEADLINE,
  grids: [],
  listed: [],
}

type Records = { readonly rows: readonly (readonly string[])[] } | { readonly problem: string }

function recordsOf(text: string): Records {
  try {
    const rows: string[][] = parse(text, {
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 100_000,
    })
    return { rows }
  } catch (error) {
    if (error instanceof CsvError) return { problem: error.message }
    throw error
  }
}

function plainHeading(heading: string): string {
  return collapse(heading).toLowerCase().replaceAll(' ', '_')
}

function columnOf(headings: readonly string[], names: readonly string[]): number | null {
  for (const name of names) {
    const index = headings.indexOf(name)
    if (index !== -1) return index
  }
  return null
}

function listOf(headings: readonly string[], rows: readonly (readonly string[])[]): StatusPage | null {
  const date = columnOf(headings, DATE_COLUMNS)
  const name = columnOf(headings, NAME_COLUMNS)
  if (date === null || name === null) return null
  const action = columnOf(headings, ACTION_COLUMNS)
  const codeColumn = columnOf(headings, CODE_COLUMNS)
  const code = codeColumn === name ? null : codeColumn
  const treaty = columnOf(headings, ['treaty'])
  const cell = (row: readonly string[], column: number | null): string | null => {
    const text = column === null ? undefined : row[column]
    return text === undefined || collapse(text) === '' ? null : collapse(text)
  }
  const listed: ListedAct[] = rows.map((row) => ({
    code: cell(row, code),
    name: cell(row, name) ?? '',
    action: cell(row, action),
    date: cell(row, date) ?? '',
  }))
  const treaties = new Set(rows.map((row) => cell(row, treaty)))
  const [only = null] = treaties
  return { ...BLANK, form: 'csv_list', treaty: treaties.size === 1 ? only : null, listed }
}

/** Takes a table of values apart: the depositary's grid, one line a participant, or our own list, one line an act
 *  (`treaty,participant,participant_name,action,action_date`). A list that names several treaties is refused: a
 *  document is about one. */
export function readCsv(text: string): CsvRead {
  const records = recordsOf(text)
  if ('problem' in records) return { page: null, problem: records.problem }
  const [first = [], ...rows] = records.rows
  const headings = first.map(plainHeading)
  const list = listOf(headings, rows)
  if (list !== null) {
    const several = list.treaty === null && headings.includes('treaty') && rows.length > 0
    return several
      ? { page: null, problem: 'the list names several treaties, or none' }
      : { page: list, problem: null }
  }
  const printed = (cells: readonly string[]) => cells.map(printedField)
  const heads = printed(first)
  if (!headParticipants(heads)) return { page: null, problem: null }
  const grid = { headings: heads, rows: rows.map((cells) => ({ cells: printed(cells), strange: false })) }
  return { page: { ...BLANK, form: 'csv_grid', grids: [grid] }, problem: null }
}
