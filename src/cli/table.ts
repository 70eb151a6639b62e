import Table from 'cli-table3'
import type { CommandLine } from './command-line.ts'

export type Column = { readonly heading: string; readonly align?: 'left' | 'right' }

const GAP = 2
const NARROWEST = 8

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

/** Widths that fit into `width`: the widest columns give way first, none below its narrowest. */
function fittingWidths(natural: readonly number[], width: number): number[] {
  const widths = [...natural]
  const room = width - GAP * (natural.length - 1)
  while (widths.reduce((sum, each) => sum + each, 0) > room) {
    const widest = widths.indexOf(Math.max(...widths))
    if (widths[widest] === undefined || widths[widest] <= NARROWEST) break
    widths[widest] -= 1
  }
  return widths
}

/** Rows as a table for people, wrapped to the width of the terminal; headings stand out only where colour may. */
export function tableText(
  line: CommandLine,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string {
  const headings = columns.map((column) => column.heading)
  const natural = columns.map((_, index) => naturalWidth(index, [headings, ...rows]))
  const table = new Table({
    head: headings,
    chars: PLAIN,
    style: { 'padding-left': 0, 'padding-right': 0, head: line.colour ? ['bold'] : [], border: [] },
    colAligns: columns.map((column) => column.align ?? 'left'),
    colWidths: fittingWidths(natural, line.width),
    wordWrap: true,
  })
  table.push(...rows.map((row) => [...row]))
  return `${table.toString().replace(/[ \t]+$/gm, '')}\n`
}
