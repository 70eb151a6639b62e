import { explainLetter } from './column-meaning.ts'
import { headlineGaps } from './headline.ts'
import { POLICY } from './policy.ts'
import type { Headline } from './status-page.ts'
import type { Counts, StatusTable, TableColumn } from './status-table.ts'

/** True where the words of a heading name no act we know and cells rest on them. */
function isUnknown(column: TableColumn): boolean {
  if (column.meanings.every((meaning) => meaning.act === null)) return true
  if (column.letters['-'] === undefined) return false
  const explanation = explainLetter(column, '-')
  return explanation.kind === 'explained' && explanation.meaning.act === null
}

/** How many cells bear a letter that their own heading does not explain. */
function unexplainedIn(column: TableColumn): number {
  return Object.entries(column.letters)
    .filter(([letter]) => explainLetter(column, letter).kind === 'unexplained')
    .reduce((sum, [, cells]) => sum + cells, 0)
}

/** Why the totals show that the table was cut or read wrong; null where they do not. A small gap is for a person. */
export function headlineRefusal(headline: Headline, counted: Counts): string | null {
  const { rows, share } = POLICY.refuse_when_headline_off_by
  const gap = headlineGaps(headline, counted).find(
    (each) => each.read === 0 || (each.rows > rows && each.share > share),
  )
  if (gap === undefined) return null
  return `the document prints ${gap.printed} ${gap.figure} and its table gives ${gap.read}`
}

/** Why the headings do not let the table be understood; null where they do. One strange letter holds its row; many of
 *  them mean that the heading is not that of the cells under it. */
export function headingRefusal(table: StatusTable): string | null {
  if (table.columns.length === 0) return 'the table has no column of acts'
  const twice = table.headings.find((heading, index) => table.headings.indexOf(heading) !== index)
  if (twice !== undefined) return `two columns have the heading "${twice}"`
  const unknown = table.columns.filter(isUnknown).map((column) => `"${column.heading}"`)
  if (unknown.length > 0) return `no act is known by the heading ${unknown.join(', ')}`
  const { rows, share } = POLICY.refuse_when_letters_unexplained
  const strange = table.columns.find((column) => {
    const cells = unexplainedIn(column)
    return cells > rows && cells > share * column.filled
  })
  if (strange === undefined) return null
  return `the heading "${strange.heading}" does not explain the letters of ${unexplainedIn(strange)} cells under it`
}
