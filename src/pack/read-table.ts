import { CsvError, parse } from 'csv-parse/sync'
import type { InputProblem } from '../law/input-error.ts'
import type { Place } from './pack.ts'

export type TableRow = { readonly place: Place; readonly cells: Readonly<Record<string, string>> }

/** A table as it was read. Where `problems` is not empty, rows that could not be read are left out. */
export type ReadTable = { readonly rows: readonly TableRow[]; readonly problems: readonly InputProblem[] }

export type Columns = { readonly required: readonly string[]; readonly optional: readonly string[] }

type ParsedRecord = { readonly record: readonly string[]; readonly line: number }

type ReadHeader = { readonly problems: readonly InputProblem[]; readonly canReadRows: boolean }

/** What is wrong with the header. A column that there is not leaves the others to be read, so that all that is wrong is told
 *  at once; one that is missing or there twice leaves no row that could be judged. */
function readHeader(headings: readonly string[], columns: Columns, file: string): ReadHeader {
  const allowed = [...columns.required, ...columns.optional]
  const problem = (value: string | null, accepted: string): InputProblem => ({
    file,
    line: 1,
    field: 'column',
    value,
    accepted,
  })
  const unknown = headings.filter((heading) => !allowed.includes(heading))
  const doubled = headings.filter((heading, index) => headings.indexOf(heading) !== index)
  const missing = columns.required.filter((column) => !headings.includes(column))
  const problems = [
    ...unknown.map((heading) => problem(heading, `one of ${allowed.join(', ')}`)),
    ...doubled.map((heading) => problem(heading, 'each column once')),
    ...missing.map((column) => problem(null, `a column named ${column}`)),
  ]
  return { problems, canReadRows: doubled.length + missing.length === 0 }
}

function parseRecords(file: string, text: string): ParsedRecord[] | InputProblem {
  const lines: number[] = []
  try {
    const records = parse(text, {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (record: string[], context) => {
        lines.push(context.lines)
        return record
      },
    })
    return records.map((record, index) => ({ record, line: lines[index] ?? 0 }))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = typeof error['lines'] === 'number' ? error['lines'] : 1
    return { file, line, field: 'text', value: error.code, accepted: 'comma-separated values (RFC 4180)' }
  }
}

/** Reads comma-separated text (RFC 4180, UTF-8 with or without BOM) whose columns are found by name, in any order.
 *  Every cell of a row is there; a column that the file leaves out is empty. */
export function readTable(file: string, text: string, columns: Columns): ReadTable {
  const parsed = parseRecords(file, text)
  if (!Array.isArray(parsed)) return { rows: [], problems: [parsed] }
  const [first, ...rest] = parsed
  const headings = first === undefined ? [] : first.record
  const header = readHeader(headings, columns, file)
  if (!header.canReadRows) return { rows: [], problems: header.problems }
  const problems = [...header.problems]
  const rows: TableRow[] = []
  const empty = Object.fromEntries([...columns.required, ...columns.optional].map((column) => [column, '']))
  for (const { record, line } of rest) {
    if (record.length === headings.length) {
      const cells = Object.fromEntries(headings.map((heading, index) => [heading, record[index] ?? '']))
      rows.push({ place: { file, line }, cells: { ...empty, ...cells } })
    } else {
      const accepted = `${headings.length} cells, as in the header`
      problems.push({ file, line, field: 'row', value: `${record.length} cells`, accepted })
    }
  }
  return { rows, problems }
}
