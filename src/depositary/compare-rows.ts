import type { PlainDate } from '../law/plain-date.ts'
import { type CellChange, cellChange, newestDay } from './cell-change.ts'
import { matchRows, participantKey, type RowPair } from './match-rows.ts'
import { type DifferenceClass, POLICY } from './policy.ts'
import { rowActs, rowDays, rowKey, rowWords, type TableRow } from './status-table.ts'
import {
  dispose,
  mayBeEvent,
  missedDays,
  publicationClass,
  type TableDifference,
  type Tables,
} from './table-difference.ts'

function appearedRow(tables: Tables, row: TableRow, safe: boolean): TableDifference {
  const newest = newestDay(rowActs(row))
  const after = rowWords(row)
  if (newest === null) {
    const name = 'appeared: row without any date'
    return { name: row.name, class: name, disposition: 'person', before: null, after, missed_days: null }
  }
  const missed = missedDays(tables, newest)
  const name = publicationClass('appeared: new row', missed)
  const disposition = dispose(tables, name, safe && mayBeEvent(tables, row, () => true))
  return { name: row.name, class: name, disposition, before: null, after, missed_days: missed }
}

function changesOf(tables: Tables, pair: RowPair): CellChange[] {
  return pair.older.cells.flatMap((cell, index) => {
    const place = tables.columns[index]
    const same = place === null || place === undefined ? undefined : pair.newer.cells[place]
    return same === undefined ? [] : [cellChange(cell, same)]
  })
}

/** Cells of columns that the older table did not have at all. */
function cellsOfNewColumns(tables: Tables, row: TableRow): CellChange[] {
  const known = new Set(tables.columns)
  return row.cells.flatMap((cell, place): CellChange[] =>
    known.has(place) || cell.acts.kind !== 'acts' ? [] : [{ kind: 'filled', acts: cell.acts.acts }],
  )
}

function isFilled(tables: Tables, pair: RowPair, place: number): boolean {
  const before = tables.columns.indexOf(place)
  const older = before === -1 ? undefined : pair.older.cells[before]
  return older === undefined || older.acts.kind === 'empty'
}

function changeClass(changes: readonly CellChange[]): DifferenceClass | 'filled' | null {
  const altered = changes.filter((change) => change.kind === 'altered')
  const date = altered.some((change) => change.date)
  const letter = altered.some((change) => change.letter)
  if (changes.some((change) => change.kind === 'emptied')) return 'changed: date removed from cell'
  if (date && letter) return 'changed: date and letter changed'
  if (date) return 'changed: date changed, same letter'
  if (letter) return 'changed: letter changed, same date'
  return changes.some((change) => change.kind === 'filled') ? 'filled' : null
}

function changedRow(tables: Tables, pair: RowPair): TableDifference[] {
  const changes = [...changesOf(tables, pair), ...cellsOfNewColumns(tables, pair.newer)]
  const found = changeClass(changes)
  if (found === null) return []
  const { name } = pair.newer
  const before = rowWords(pair.older)
  const after = rowWords(pair.newer)
  if (found !== 'filled') {
    const disposition = POLICY.table_differences[found]
    return [{ name, class: found, disposition, before, after, missed_days: null }]
  }
  const newest = newestDay(changes.flatMap((change) => (change.kind === 'filled' ? change.acts : [])))
  const missed = newest === null ? 0 : missedDays(tables, newest)
  const filled = publicationClass('changed: empty cell filled', missed)
  const isNew = (place: number) => isFilled(tables, pair, place)
  const safe = pair.older.name === name && mayBeEvent(tables, pair.newer, isNew)
  const disposition = dispose(tables, filled, safe)
  return [{ name, class: filled, disposition, before, after, missed_days: missed }]
}

function byName(one: TableDifference, other: TableDifference): number {
  const key = ({ before, after, name }: TableDifference) =>
    typeof before === 'string' ? before : (after?.[0] ?? name)
  return key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0
}

function renamed({ older, newer }: RowPair): TableDifference {
  const disposition = POLICY.table_differences.rename
  return {
    name: newer.name,
    class: 'rename',
    disposition,
    before: older.name,
    after: newer.name,
    missed_days: null,
  }
}

function vanishedRow(row: TableRow): TableDifference {
  const disposition = POLICY.table_differences.vanished
  return {
    name: row.name,
    class: 'vanished',
    disposition,
    before: rowWords(row),
    after: null,
    missed_days: null,
  }
}

/** Days that rows had and have no longer. */
function lostDaysOf(pairs: readonly RowPair[], vanished: readonly TableRow[]): ReadonlySet<PlainDate> {
  const fromPairs = pairs.flatMap(({ older, newer }) => {
    const kept = rowDays(newer)
    return rowDays(older).filter((day) => !kept.includes(day))
  })
  return new Set([...fromPairs, ...vanished.flatMap(rowDays)])
}

type BothRows = { readonly older: readonly TableRow[]; readonly newer: readonly TableRow[] }

/** Rows that are not word for word in both tables; all of them where the columns are not the same, place by place. */
function differingRows({ older, newer }: Pick<Tables, 'older' | 'newer'>): BothRows {
  if (older.headings.join('\0') !== newer.headings.join('\0')) {
    return { older: older.distinct, newer: newer.distinct }
  }
  const before = new Map(older.distinct.map((row) => [rowKey(row), row]))
  const after = new Map(newer.distinct.map((row) => [rowKey(row), row]))
  return {
    older: [...before].flatMap(([key, row]) => (after.has(key) ? [] : [row])),
    newer: [...after].flatMap(([key, row]) => (before.has(key) ? [] : [row])),
  }
}

/** Tells of a row that came whether it is the only one of its participant. */
function standsAlone(base: Tables, appeared: readonly TableRow[]): (row: TableRow) => boolean {
  if (appeared.length === 0) return () => true
  const whose = Map.groupBy(base.newer.distinct, (row) => participantKey(base.names, row))
  return (row) => whose.get(participantKey(base.names, row))?.length === 1
}

/** Every difference between the rows of two tables: renames, rows gone, rows come, rows changed. */
export function compareRows(base: Tables): TableDifference[] {
  const same = (older: TableRow, newer: TableRow) =>
    changeClass([...changesOf(base, { older, newer }), ...cellsOfNewColumns(base, newer)]) === null
  const { pairs, vanished, appeared } = matchRows(differingRows(base), { names: base.names, same })
  const tables = { ...base, lostDays: lostDaysOf(pairs, vanished) }
  const alone = standsAlone(base, appeared)
  const come = appeared.map((row) => appearedRow(tables, row, alone(row)))
  const renames = pairs.filter((pair) => pair.older.name !== pair.newer.name).map(renamed)
  const changed = pairs.flatMap((pair) => changedRow(tables, pair))
  return [renames, vanished.map(vanishedRow), come, changed].flatMap((group) => group.toSorted(byName))
}
