import { type Kysely, sql } from 'kysely'
import type { Tables } from './tables.ts'

export type Row = Readonly<Record<string, unknown>>

/** The most values one statement may carry is 65,535; half of it keeps statements of a handy size. */
const VALUES = 32_000

/** Inserts rows that all have the same columns, many in a statement. `orElse` is what follows the values, for
 *  example an `on conflict`. */
export async function insertRows(
  db: Kysely<Tables>,
  target: {
    readonly table: string
    readonly columns: readonly string[]
    readonly orElse?: ReturnType<typeof sql>
  },
  rows: readonly Row[],
): Promise<void> {
  const { table, columns, orElse = sql`` } = target
  const batch = Math.floor(VALUES / columns.length)
  for (let from = 0; from < rows.length; from += batch) {
    const values = rows
      .slice(from, from + batch)
      .map((row) => sql`(${sql.join(columns.map((column) => sql`${row[column]}`))})`)
    await sql`insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))})
      values ${sql.join(values)} ${orElse}`.execute(db)
  }
}
