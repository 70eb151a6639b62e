import { styleText } from 'node:util'
import Table from 'cli-table3'
import type { CommandLine } from './command-line.ts'

export type Column = { readonly heading: string; readonly align?: 'left' | 'right' }

const GAP = 2
// The library takes longer for each row the more of them it lays out together.
const AT_ONCE = 200

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

/** The length of the longest piece of a column, at least 1. */
function longest(
  column: number,
  { rows, between }: { readonly rows: readonly (readonly string[])[]; readonly between: RegExp },
): number {
  let most = 1
  for (const row of rows) {
    for (const piece of (row[column] ?? '').split(between)) most = Math.max(most, piece.length)
  }
  return most
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

/** The words of a cell on lines of at most `room` characters; a longer word has a line to itself, whole. */
function wrappedCell(cell: string, room: number): string[] {
  return cell.split('\n').flatMap((text) => {
    const lines: string[] = []
    for (const word of text.split(/\s+/)) {
      const last = lines.at(-1)
      if (last === undefined || last.length + 1 + word.length > room) lines.push(word)
      else lines[lines.length - 1] = `${last} ${word}`
    }
    return lines
  })
}

/** Each row as a block of lines, for a terminal too narrow for columns: a heading and beside it what it is of, which goes
 *  on below itself. */
function blocksText(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
): string {
  const label = Math.max(...headings.map((heading) => heading.length)) + GAP
  const cellLines = (cell: string, heading: string): string[] =>
    wrappedCell(cell, width - label).map((text, place) =>
      `${(place === 0 ? heading : '').padEnd(label)}${text}`.trimEnd(),
    )
  const block = (row: readonly string[]): string =>
    row.flatMap((cell, column) => cellLines(cell, headings[column] ?? '')).join('\n')
  return rows.map((row) => `${block(row)}\n`).join('\n')
}

/** A heading that stands out, word by word, since it may be wrapped between them. */
function bold(heading: string): string {
  return heading.replaceAll(/\S+/g, (word) => styleText('bold', word, { validateStream: false }))
}

/** Rows as a table for people, wrapped to the width of the terminal; headings stand out only where colour may. */
export function tableText(
  line: CommandLine,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string {
  const headings = columns.map((column) => column.heading)
  const all = [headings, ...rows]
  const natural = columns.map((_, column) => longest(column, { rows: all, between: /\n/ }))
  // A day, a code or a name is never cut.
  const narrowest = columns.map((_, column) => longest(column, { rows: all, between: /\s+/ }))
  const widths = fittingWidths(natural, narrowest, line.width)
  if (widths === null) return blocksText(headings, rows, line.width)
  const shown = line.colour ? headings.map(bold) : headings
  const pieces: string[] = []
  for (let first = 0; first === 0 || first < rows.length; first += AT_ONCE) {
    const table = new Table({
      head: first === 0 ? shown : [],
      chars: PLAIN,
      // Left to itself the library looks at the environment for whether there may be colour, as `line` has already.
      style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
      colAligns: columns.map((column) => column.align ?? 'left'),
      colWidths: widths,
      wordWrap: true,
    })
    for (const row of rows.slice(first, first + AT_ONCE)) table.push([...row])
    pieces.push(`${table.toString().replace(/[ \t]+$/gm, '')}\n`)
  }
  return pieces.join('')
}
