import { type Kysely, sql } from 'kysely'
import type { Tables } from './tables.ts'

/** The end of a statement that removes subscriptions as `gone`: notes that what held their addresses is to be cleared
 *  away. */
export const noteLeavings = sql`
  insert into leavings (count) select count(*) from gone having count(*) > 0
  on conflict (only_row) do update set count = leavings.count + excluded.count`

/** How many left since what held their addresses was cleared away last; null where nobody did. */
export async function leavingsNoted(db: Kysely<Tables>): Promise<number | null> {
  const row = await db.selectFrom('leavings').select('count').executeTakeFirst()
  return row?.count ?? null
}

/** Forgets the leavings that were cleared away; those who left meanwhile are noted still. */
export async function leavingsCleared(db: Kysely<Tables>, count: number): Promise<void> {
  await db.deleteFrom('leavings').where('count', '=', count).execute()
}
