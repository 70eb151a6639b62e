import type { Meaning } from './column-meaning.ts'
import type { TableColumn } from './status-table.ts'

/** For each column of the older table, the place of the same column in the newer; null where there is none. */
export type ColumnAlignment = readonly (number | null)[]

function meaningKey(meaning: Meaning): string {
  return `${meaning.act ?? meaning.words.toLowerCase()} ${meaning.letter ?? '-'}`
}

function shared(one: TableColumn, other: TableColumn): number {
  const known = new Set(other.meanings.map(meaningKey))
  return one.meanings.filter((meaning) => known.has(meaningKey(meaning))).length
}

/** Finds each column again by its heading, or by the meanings its heading gives; never by its place. */
export function alignColumns(older: readonly TableColumn[], newer: readonly TableColumn[]): ColumnAlignment {
  const free = new Set(newer.keys())
  const found: (number | null)[] = older.map((column) => {
    const place = newer.findIndex((each, index) => free.has(index) && each.heading === column.heading)
    if (place === -1) return null
    free.delete(place)
    return place
  })
  for (const [index, column] of older.entries()) {
    if (found[index] !== null) continue
    const candidates = [...free].flatMap((place) => {
      const other = newer[place]
      return other === undefined ? [] : [{ place, meanings: shared(column, other) }]
    })
    const best = candidates.toSorted(
      (one, other) => other.meanings - one.meanings || one.place - other.place,
    )[0]
    if (best === undefined || best.meanings === 0) continue
    found[index] = best.place
    free.delete(best.place)
  }
  return found
}

/** True where every meaning of the older headings, with its letter, is still given by the heading of the same column:
 *  the set of meanings is equal or grew. */
export function meaningsKept(
  older: readonly TableColumn[],
  newer: readonly TableColumn[],
  alignment: ColumnAlignment,
): boolean {
  return older.every((column, index) => {
    const place = alignment[index]
    const same = place === null || place === undefined ? undefined : newer[place]
    return same !== undefined && shared(column, same) === column.meanings.length
  })
}
