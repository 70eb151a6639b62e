import type { Reading } from './read-document.ts'
import { rowKey, type TableRow } from './status-table.ts'

function printed(row: TableRow): string {
  const marks = row.cells.map((cell) => cell.marks)
  return JSON.stringify([rowKey(row), row.marks, marks])
}

function contentOf({ headline, tables, claims }: Reading): string {
  const read = tables.map(({ headings, rows }) => [headings, rows.map(printed).toSorted()])
  const acts = claims.map(({ name, action, words }) => JSON.stringify([name, action, words])).toSorted()
  return JSON.stringify([headline, read, acts])
}

/** Whether two documents say the same: totals, headings, rows and footnote marks. White space, the order of rows, the
 *  stamp and what stands around the tables do not count: a page bears another stamp each time it is asked for. */
export function saysTheSame(one: Reading, other: Reading): boolean {
  return contentOf(one) === contentOf(other)
}
