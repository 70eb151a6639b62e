import type { PlainDate } from '../law/plain-date.ts'
import type { ActMark } from './act-marks.ts'
import type { TableCell } from './status-table.ts'

/** How one cell differs between two readings. */
export type CellChange =
  | { readonly kind: 'same' }
  | { readonly kind: 'filled'; readonly acts: readonly ActMark[] }
  | { readonly kind: 'emptied' }
  | { readonly kind: 'altered'; readonly date: boolean; readonly letter: boolean }

function actsOf(cell: TableCell): readonly ActMark[] {
  return cell.acts.kind === 'acts' ? cell.acts.acts : []
}

/** Acts written in one way, so that white space and padding are no difference. */
function marks(cell: TableCell, part: (act: ActMark) => string): string {
  return actsOf(cell).map(part).join(' ')
}

/** What became of a cell. Text that is no act counts as a letter without a date; brackets that come or go count as a
 *  change of the letter: the date stands, what it means does not. */
export function cellChange(older: TableCell, newer: TableCell): CellChange {
  if (older.acts.kind === 'empty' && newer.acts.kind === 'empty') return { kind: 'same' }
  if (older.acts.kind === 'empty') {
    return newer.acts.kind === 'acts'
      ? { kind: 'filled', acts: newer.acts.acts }
      : { kind: 'altered', date: false, letter: true }
  }
  if (newer.acts.kind === 'empty') return { kind: 'emptied' }
  if (older.acts.kind === 'acts' && newer.acts.kind === 'unreadable') return { kind: 'emptied' }
  const date = marks(older, (act) => act.date) !== marks(newer, (act) => act.date)
  const letter =
    older.acts.kind === 'acts' && newer.acts.kind === 'acts'
      ? marks(older, (act) => `${act.letter}${act.bracketed}`) !==
        marks(newer, (act) => `${act.letter}${act.bracketed}`)
      : older.acts.kind === 'unreadable' && newer.acts.kind === 'unreadable' && older.text !== newer.text
  return date || letter ? { kind: 'altered', date, letter } : { kind: 'same' }
}

/** The newest day among acts; null without any. */
export function newestDay(acts: readonly ActMark[]): PlainDate | null {
  return acts.reduce<PlainDate | null>(
    (newest, act) => (newest === null || act.date > newest ? act.date : newest),
    null,
  )
}
