import { stringify } from 'csv-stringify/sync'
import type { CsvForm } from './resource.ts'

/** The rows of an answer as CSV (RFC 4180): one header line, lines end in CR LF. A text that a spreadsheet would take
 *  for a formula has an apostrophe before it. Empty cells are values that do not exist or are not known. */
export function csvText<A>(form: CsvForm<A>, answer: A): string {
  return csvLines(form, answer, { header: true })
}

/** The same, without the header line where it is a later part of one text. */
export function csvLines<A>(form: CsvForm<A>, answer: A, { header }: { readonly header: boolean }): string {
  const rows = [...form.rows(answer)].map((cells) => [...cells])
  return stringify(rows, {
    header,
    columns: form.columns.map((column) => column.name),
    record_delimiter: '\r\n',
    // A line end of either half alone begins a new row for some readers, and a row may begin with a formula.
    quoted_match: /[\r\n]/,
    escape_formulas: true,
    cast: { boolean: (value) => (value ? 'true' : 'false') },
  })
}
