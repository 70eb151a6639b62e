import { type Kysely, sql } from 'kysely'
import type { InputProblem } from '../law/input-error.ts'
import type { Place } from '../pack/pack.ts'
import { insertRows, type Row } from './insert-rows.ts'
import type { Tables } from './tables.ts'

/** The rows that a pack gives for one table, each with its place in a file. */
export type RegistryRows = {
  readonly table: 'sources' | 'groups' | 'participants' | 'treaties'
  /** The column by which others name a row. */
  readonly key: 'id' | 'code' | 'number'
  readonly rows: readonly { readonly row: Row; readonly place: Place }[]
}

function said(row: Row): string {
  const columns = Object.entries(row).filter(([name]) => name !== 'pack' && name !== 'position')
  return JSON.stringify(columns.toSorted(([one], [other]) => (one < other ? -1 : 1)))
}

async function upsert(db: Kysely<Tables>, { table, key }: RegistryRows, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {})
  const changes = columns
    .filter((column) => column !== key)
    .map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`)
  const orElse = sql`on conflict (${sql.ref(key)}) do update set ${sql.join(changes)}`
  if (rows.length > 0) await insertRows(db, { table, columns, orElse }, rows)
}

/** Lets a table follow a pack's file: new rows are added and changed ones replaced. Answers with a problem for each
 *  row on record that the file has no more, and for each that another pack has brought and that says otherwise. */
export async function followRegistry(
  db: Kysely<Tables>,
  owner: { readonly pack: string; readonly folder: string },
  registry: RegistryRows,
): Promise<InputProblem[]> {
  const { table, key, rows } = registry
  const found = await sql<Row>`select * from ${sql.table(table)}`.execute(db)
  const recorded = new Map(found.rows.map((row) => [row[key], row]))
  const named = new Set(rows.map(({ row }) => row[key]))
  const problems = found.rows.flatMap((row): InputProblem[] => {
    if (row['pack'] !== owner.pack || named.has(row[key])) return []
    return [
      { file: owner.folder, field: table, value: String(row[key]), accepted: 'each row that is on record' },
    ]
  })
  const own: Row[] = []
  for (const { row, place } of rows) {
    const there = recorded.get(row[key])
    if (there === undefined || there['pack'] === owner.pack) own.push(row)
    else if (said(there) !== said(row)) {
      const accepted = `the same as in the pack ${there['pack']}`
      problems.push({ ...place, field: table, value: String(row[key]), accepted })
    }
  }
  if (problems.length === 0) await upsert(db, registry, own)
  return problems
}
