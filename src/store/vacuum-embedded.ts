import { sql } from 'kysely'
import type { Store } from './store.ts'

/** PostgreSQL's own measure of when a table is worth it: so many rows that are no more, and this part of those that are. */
const LEAST_ROWS = 50
const PART_OF_TABLE = 0.2

/** Clears away rows that were changed or deleted, where there are many of them, and gives the names of the tables. A
 *  server does so by itself; the embedded database has no process for it. Without it an index keeps all that ever stood
 *  in it: each claim of messages would walk through everything that was sent before. */
export async function vacuumEmbedded({
  db,
  engine,
}: Pick<Store, 'db' | 'engine'>): Promise<readonly string[]> {
  if (engine === 'server') return []
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_stat_user_tables
    where n_dead_tup > ${LEAST_ROWS}::float8 + ${PART_OF_TABLE}::float8 * n_live_tup order by relname`.execute(
    db,
  )
  for (const { name } of rows) await sql`vacuum (analyze) ${sql.table(name)}`.execute(db)
  return rows.map(({ name }) => name)
}
