import { type Expression, type Kysely, sql } from 'kysely'
import type { Tables } from './tables.ts'

/** The rows of a query as one text of JSON: ten times faster to read than a row of the driver for each. Only for columns
 *  that JSON writes as the driver reads them: texts, days, whole numbers of 32 bits, lists of those; no instants. */
export async function rowsAtOnce<Row>(db: Kysely<Tables>, query: Expression<Row>): Promise<Row[]> {
  const { rows } = await sql<{ page: string }>`
    select coalesce(json_agg(each), '[]')::text as page from ${query} as each`.execute(db)
  return JSON.parse(rows[0]?.page ?? '[]')
}
