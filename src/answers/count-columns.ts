import type { Counts } from '../law/evaluation.ts'
import type { Cell, Column } from './resource.ts'
import { FIVE } from './undated-rows.ts'

type Ends = { readonly at_least?: Counts | undefined; readonly at_most?: Counts | undefined }

/** The columns of how far each of the five numbers may be from the truth. */
export const SPAN_COLUMNS: readonly Column[] = FIVE.flatMap((name) => [
  {
    name: `${name}_at_least`,
    meaning: `Least possible ${name}, where acts without a known day leave room; else empty`,
    unit: 'participants',
  },
  {
    name: `${name}_at_most`,
    meaning: `Greatest possible ${name}, where acts without a known day leave room; else empty`,
    unit: 'participants',
  },
])

/** The cells of one row in the order of the columns. */
export function spanCells({ at_least, at_most }: Ends): Cell[] {
  return FIVE.flatMap((name) => [at_least?.[name] ?? null, at_most?.[name] ?? null])
}
