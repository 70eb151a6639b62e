import Table from 'cli-table3'
import type { CommandLine } from './command-line.ts'

export type Column = { readonly heading: string; readonly align?: 'left' | 'right' }

const GAP = 2

const PLAIN = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' '.repeat(GAP),
} as const

function naturalWidth(column: number, rows: readonly (readonly string[])[]): number {
  return Math.max(
    1,
    ...rows.map((row) => Math.max(...(row[column] ?? '').split('\n').map((text) => text.length))),
  )
}

/** The longest word of a column: a day, a code or a name is never cut. */
function longestWord(column: number, rows: readonly (readonly string[])[]): number {
  return Math.max(1, ...rows.flatMap((row) => (row[column] ?? '').split(/\s+/).map((word) => word.length)))
}

/** Widths that fit into `width`: the widest columns that can give way do so first; null where none of it helps. */
function fittingWidths(
  natural: readonly number[],
  narrowest: readonly number[],
  width: number,
): number[] | null {
  const widths = [...natural]
  const room = width - GAP * (natural.length - 1)
  while (widths.reduce((sum, each) => sum + each, 0) > room) {
    const spare = widths.map((each, index) => (each > (narrowest[index] ?? each) ? each : 0))
    const widest = spare.indexOf(Math.max(...spare))
    if (!spare[widest] || widths[widest] === undefined) return null
    widths[widest] -= 1
  }
  return widths
}

/** Each row as a block of lines, for a terminal too narrow for columns. */
function blocksText(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const label = Math.max(...headings.map((heading) => heading.length))
  return rows
    .map((row) => row.map((cell, index) => `${(headings[index] ?? '').padEnd(label)}  ${cell}\n`).join(''))
    .join('\n')
}

/** Rows as a table for people, wrapped to the width of the terminal; headings stand out only where colour may. */
export function tableText(
  line: CommandLine,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string {
  const headings = columns.map((column) => column.heading)
  const natural = columns.map((_, index) => naturalWidth(index, [headings, ...rows]))
  const narrowest = columns.map((_, index) => longestWord(index, [headings, ...rows]))
  const widths = fittingWidths(natural, narrowest, line.width)
  if (widths === null) return blocksText(headings, rows)
  const table = new Table({
    head: headings,
    chars: PLAIN,
    style: { 'padding-left': 0, 'padding-right': 0, head: line.colour ? ['bold'] : [], border: [] },
    colAligns: columns.map((column) => column.align ?? 'left'),
    colWidths: widths,
    wordWrap: true,
  })
  table.push(...rows.map((row) => [...row]))
  return `${table.toString().replace(/[ \t]+$/gm, '')}\n`
}
