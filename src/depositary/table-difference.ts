import { daysBetween, type PlainDate } from '../law/plain-date.ts'
import type { ColumnAlignment } from './align-columns.ts'
import { explainLetter } from './column-meaning.ts'
import type { NameRegistry } from './participant-names.ts'
import { type DifferenceClass, type Disposition, POLICY } from './policy.ts'
import { rowActs, type StatusTable, type TableRow } from './status-table.ts'

/** One difference between two readings of a table, with both rows as printed. */
export type TableDifference = {
  /** The participant as the newer reading writes it; for a heading its first word. */
  readonly name: string
  readonly class: DifferenceClass
  readonly disposition: Disposition
  /** The older row, name first; the older name of a rename; null where there was none. */
  readonly before: string | readonly string[] | null
  readonly after: string | readonly string[] | null
  /** Days from the newest new act to the last reading that missed it; null where no act is new. */
  readonly missed_days: number | null
}

/** Two tables laid side by side, and what is known of them beside their cells. */
export type Tables = {
  readonly older: StatusTable
  readonly newer: StatusTable
  readonly columns: ColumnAlignment
  readonly names: NameRegistry
  /** The last day on which the table was read before the newer reading; null where no reading is dated. */
  readonly lastRead: PlainDate | null
  readonly day: PlainDate | null
  /** True where something about the whole document keeps everything for a person. */
  readonly held: boolean
  /** Days of acts that the newer reading no longer has where the older had them: the same day turning up in another row
   *  is more likely a slip than a new act. */
  readonly lostDays: ReadonlySet<PlainDate>
}

const LATE = ', late publication (more than 60 days before a reading that missed it)'
const TIMELY = ', timely act'

/** A new act is late when a reading made more than 60 days after it had missed it. */
export function publicationClass(
  kind: 'appeared: new row' | 'changed: empty cell filled',
  missedDays: number,
): DifferenceClass {
  return missedDays > POLICY.late_after_days ? `${kind}${LATE}` : `${kind}${TIMELY}`
}

/** Days from an act to the last reading that missed it; 0 where no reading had the chance. */
export function missedDays(tables: Tables, newest: PlainDate): number {
  return tables.lastRead === null ? 0 : Math.max(0, daysBetween(newest, tables.lastRead))
}

/** True where every new act of a row is one that its heading explains, not in the future, the only one of its cell, and
 *  nothing in the row has ended. `isNew` tells by its place in the newer table whether a cell is new. Whose row it is does
 *  not matter here: two readings of any treaty's table are compared, whoever its participants are, and nothing is written.
 *  Before the record a name that is not known waits (`reconcile`). */
export function mayBeEvent(tables: Tables, row: TableRow, isNew: (place: number) => boolean): boolean {
  if (row.misshapen || rowActs(row).some((act) => act.bracketed)) return false
  return row.cells.every((cell, place) => {
    const column = tables.newer.columns[place]
    if (!isNew(place) || cell.acts.kind === 'empty') return true
    if (cell.acts.kind === 'unreadable' || column === undefined) return false
    if (cell.acts.acts.length > 1) return false
    return cell.acts.acts.every((act) => {
      const explanation = explainLetter(column, act.letter)
      const known = explanation.kind === 'explained' && explanation.meaning.act !== null
      const past = tables.day === null || act.date <= tables.day
      return known && past && !tables.lostDays.has(act.date)
    })
  })
}

/** What becomes of a difference by its class; an event only where nothing stands against it. */
export function dispose(tables: Tables, name: DifferenceClass, safe: boolean): Disposition {
  const disposition = POLICY.table_differences[name]
  return disposition === 'event' && (tables.held || !safe) ? 'person' : disposition
}
