import { laterOf, type PlainDate } from '../law/plain-date.ts'
import { alignColumns, meaningsKept } from './align-columns.ts'
import { newestDay } from './cell-change.ts'
import { compareRows } from './compare-rows.ts'
import type { NameRegistry } from './participant-names.ts'
import { POLICY } from './policy.ts'
import type { Reading } from './read-document.ts'
import { rowActs, type StatusTable } from './status-table.ts'
import type { TableDifference, Tables } from './table-difference.ts'

/** What two readings of one table say of each other; or why they cannot be laid side by side. */
export type Comparison =
  | {
      readonly kind: 'compared'
      readonly held: readonly string[]
      readonly differences: readonly TableDifference[]
    }
  | { readonly kind: 'refused'; readonly reason: string }

/** A reading and the day it was made; null where nothing says which day. */
export type DatedReading = { readonly reading: Reading; readonly day: PlainDate | null }

export type ComparisonContext = {
  readonly names: NameRegistry
  /** Further days on which the table was read; see `readingDaysBeside`. */
  readonly readingDays: readonly PlainDate[]
}

/** A reading without a day was made at the earliest on the day of the newest act in it. */
function lastReadBefore(
  older: DatedReading,
  newer: DatedReading,
  days: readonly PlainDate[],
): PlainDate | null {
  const rows = older.reading.tables.flatMap((table) => table.rows)
  const made = older.day ?? newestDay(rows.flatMap(rowActs))
  return days
    .filter((day) => newer.day !== null && day < newer.day)
    .reduce<PlainDate | null>((last, day) => laterOf(day, last), made)
}

function compareHeadings(tables: Tables): TableDifference[] {
  const { older, newer } = tables
  const before = headingWords(older)
  const after = headingWords(newer)
  if (before.toSorted().join('\n') === after.toSorted().join('\n')) return []
  const kept = meaningsKept(older.columns, newer.columns, tables.columns)
  const disposition = kept ? POLICY.table_differences.header : 'person'
  return [{ name: after[0] ?? '', class: 'header', disposition, before, after, missed_days: null }]
}

function headingWords(table: StatusTable): string[] {
  const name = table.headings[table.nameColumn - 1] ?? ''
  return [name, ...table.columns.map((column) => column.heading)]
}

function incomparable(older: DatedReading, newer: DatedReading): string | null {
  for (const [which, { reading }] of [
    ['older', older],
    ['newer', newer],
  ] as const) {
    if (!reading.comparable)
      return `the ${which} document is no table to compare: ${reading.reason ?? reading.verdict}`
  }
  const counts = [older.reading.tables.length, newer.reading.tables.length]
  if (counts.includes(0)) return 'there is no table to compare'
  if (counts[0] !== counts[1]) return `they have ${counts.join(' and ')} tables`
  const treaties = [older.reading.treaty, newer.reading.treaty]
  if (!treaties.includes(null) && treaties[0] !== treaties[1])
    return `they are of two treaties, ${treaties.join(' and ')}`
  if (older.day !== null && newer.day !== null && newer.day < older.day) {
    return `the newer document is of ${newer.day}, before ${older.day}: nothing is undone by an older document`
  }
  return null
}

/** Why nothing in a document may become an event by itself. */
function reasonsToHold(older: DatedReading, newer: DatedReading): string[] {
  return (
    [
      ['older', older],
      ['newer', newer],
    ] as const
  ).flatMap(([which, { reading }]) => {
    const { signatories, parties } = reading.headline_agrees
    if (signatories === false || parties === false)
      return [`the totals of the ${which} document disagree with its table`]
    return reading.verdict === 'status_table'
      ? []
      : [`the ${which} document is refused: ${reading.reason ?? ''}`]
  })
}

function compareTables(both: Omit<Tables, 'columns' | 'lostDays'>): TableDifference[] {
  const columns = alignColumns(both.older.columns, both.newer.columns)
  const base: Tables = { ...both, columns, lostDays: new Set() }
  const headings = compareHeadings(base)
  const strangeHeading = headings.some((difference) => difference.disposition === 'person')
  return [...headings, ...compareRows({ ...base, held: base.held || strangeHeading })]
}

/** Classes every difference between two readings of one table: heading, renames, rows gone, rows come, rows changed,
 *  each in the order of names. Documents that are no table, of two treaties or in the wrong order are refused; a
 *  document that must wait keeps every difference for a person. */
export function compareReadings(
  older: DatedReading,
  newer: DatedReading,
  context: ComparisonContext,
): Comparison {
  const reason = incomparable(older, newer)
  if (reason !== null) return { kind: 'refused', reason }
  const held = reasonsToHold(older, newer)
  const common = {
    names: context.names,
    lastRead: lastReadBefore(older, newer, context.readingDays),
    day: newer.day,
    held: held.length > 0,
  }
  const differences = older.reading.tables.flatMap((before, place) => {
    const after = newer.reading.tables[place]
    return after === undefined ? [] : compareTables({ ...common, older: before, newer: after })
  })
  return { kind: 'compared', held, differences }
}
