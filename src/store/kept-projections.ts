import { type Kysely, sql } from 'kysely'
import type { KeptProjection } from '../projection/kept-projection.ts'
import { insertRows } from './insert-rows.ts'
import type { Fence } from './lease.ts'
import type { Tables } from './tables.ts'

/** What a projection that is made has; when it was is added by the database. */
export const PROJECTION_COLUMNS = [
  'treaty',
  'milestone',
  'method',
  'as_of',
  'seq',
  'known_until',
  'made_by',
  'more',
  'p05',
  'p25',
  'p50',
  'p75',
  'p95',
  'within_1y',
  'within_3y',
  'within_5y',
] as const satisfies readonly (keyof KeptProjection)[]

/** Keeps the projections of a day, in one transaction. One that was kept for that day before stays as it is. Throws
 *  LeaseLost. */
export async function keepProjections(
  db: Kysely<Tables>,
  projections: readonly KeptProjection[],
  fence: Fence,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await fence(trx)
    const orElse = sql`on conflict do nothing`
    await insertRows(trx, { table: 'projections', columns: PROJECTION_COLUMNS, orElse }, projections)
  })
}

/** Every projection that was kept, the oldest day first. */
export async function keptProjections(db: Kysely<Tables>): Promise<readonly KeptProjection[]> {
  return db
    .selectFrom('projections')
    .select(PROJECTION_COLUMNS)
    .orderBy('as_of')
    .orderBy('treaty')
    .orderBy('milestone')
    .orderBy('method')
    .execute()
}
