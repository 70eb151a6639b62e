import * as z from 'zod'
import type { ListedRow } from '../../../answers/listed-row.ts'
import { accepted } from '../../../answers/parameter-shapes.ts'
import type { PlacedRow as Placed } from '../parts/written-once.ts'
import type { Text } from '../text/text.ts'

export const SORT_KEYS = ['name', 'signed', 'deposited', 'in_force', 'status'] as const
export type SortKey = (typeof SORT_KEYS)[number]

const SORTS = SORT_KEYS.flatMap((key) => [key, `-${key}` as const])

/** By which column a list of participants is in order; with a hyphen before it the other way round. */
export const sortParameter = z
  .enum(SORTS as [string, ...string[]])
  .register(accepted, { accepted: `one of ${SORTS.join(', ')}`, words: SORTS })

/** A row of the list and its place in the answer. */
export type PlacedRow = Placed<ListedRow>

export type Sort = { readonly key: SortKey; readonly isReversed: boolean }

/** The order that the parameter names; by name where it is left out. */
export function readSort(parameter: string | undefined): Sort {
  const key = SORT_KEYS.find((one) => one === parameter?.replace(/^-/, ''))
  return { key: key ?? 'name', isReversed: parameter?.startsWith('-') ?? false }
}

const KEYS: Readonly<Record<Exclude<SortKey, 'name'>, (row: ListedRow) => string | null>> = {
  signed: (row) => row.signature_date,
  deposited: (row) => row.consent_date ?? row.consent_latest,
  in_force: (row) => row.entry_into_force,
  status: (row) => row.status,
}

/** The rows in the order asked for; what has no value comes last either way, and equal ones are by name. */
export function sortRows(rows: readonly PlacedRow[], { key, isReversed }: Sort, text: Text): PlacedRow[] {
  const sign = isReversed ? -1 : 1
  const byName = (one: PlacedRow, other: PlacedRow) => text.compare(one.row.name, other.row.name)
  if (key === 'name') return [...rows].sort((one, other) => sign * byName(one, other))
  const keyOf = KEYS[key]
  return [...rows].sort((one, other) => {
    const [a, b] = [keyOf(one.row), keyOf(other.row)]
    if (a === b) return byName(one, other)
    if (a === null || b === null) return a === null ? 1 : -1
    return sign * (a < b ? -1 : 1)
  })
}
