import { sql, type Transaction } from 'kysely'
import { InputError } from '../law/input-error.ts'
import type { RecordEvent } from '../record/event.ts'
import { lockHead, restoreInTransaction } from './append-events.ts'
import type { BackupOpening } from './backup.ts'
import type { Row } from './insert-rows.ts'
import { type Migration, migrate } from './migrate.ts'
import { type BroughtBack, type KeptAsTheyWere, quietRestored } from './quiet-restored.ts'
import { type BackupRows, readBackup } from './read-backup.ts'
import { refusedRows } from './refused-rows.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'

type ColumnTypes = ReadonlyMap<string, string>

/** A place that holds nothing yet has none of these. */
const FIRST_OF_ALL = ['packs', 'events', 'officer_tokens'] as const
const BATCH_VALUES = 30_000

function refusal(field: string, value: string | null, accepted: string): InputError {
  return new InputError([{ field, value, accepted }])
}

/** The migrations up to the schema of the backup: it is brought back as it was made, and then made newer. */
function migrationsUntil(schema: string, migrations: readonly Migration[]): readonly Migration[] {
  const place = migrations.findIndex(({ name }) => name === schema)
  if (place === -1) {
    const newest = migrations.at(-1)?.name ?? ''
    throw refusal(
      'backup schema',
      schema,
      `at most ${newest}: a newer version made it, which has to restore it`,
    )
  }
  return migrations.slice(0, place + 1)
}

async function requireEmpty(trx: Transaction<Tables>): Promise<void> {
  for (const table of FIRST_OF_ALL) {
    const there = await sql`select to_regclass(${table}) is not null as there`.execute(trx)
    if (!(there.rows[0] as { there: boolean }).there) continue
    const found = await sql`select from ${sql.table(table)} limit 1`.execute(trx)
    if (found.rows.length > 0) throw refusal('place', `rows in ${table}`, 'an empty place to restore into')
  }
}

async function columnTypes(trx: Transaction<Tables>, table: string): Promise<ColumnTypes> {
  const { rows } = await sql<{ name: string; type: string }>`
    select column_name as name, data_type as type from information_schema.columns
    where table_schema = current_schema() and table_name = ${table}`.execute(trx)
  return new Map(rows.map(({ name, type }) => [name, type]))
}

function columnValue(value: unknown, type: string | undefined): unknown {
  if (value === null) return null
  if (type === 'bytea') return Buffer.from(String(value), 'base64')
  return type === 'jsonb' ? JSON.stringify(value) : value
}

/** Writes rows with the columns that they bring. Numbers that the database gives out are taken as they were. */
async function insertAsTheyWere(
  trx: Transaction<Tables>,
  { table, rows }: BackupRows,
  types: ColumnTypes,
): Promise<void> {
  const columns = Object.keys(rows[0] ?? {})
  const unknown = columns.find((column) => !types.has(column))
  if (unknown !== undefined) throw refusal(`backup of ${table}`, unknown, `columns of ${table}`)
  const asTheFirst = (row: Row): boolean =>
    Object.keys(row).length === columns.length && columns.every((column) => Object.hasOwn(row, column))
  if (!rows.every(asTheFirst)) throw refusal(`backup of ${table}`, null, 'the same columns in every row')
  const size = Math.max(1, Math.floor(BATCH_VALUES / Math.max(1, columns.length)))
  for (let from = 0; from < rows.length; from += size) {
    const values = rows.slice(from, from + size).map((row: Row) => {
      const cells = columns.map((column) => sql`${columnValue(row[column], types.get(column))}`)
      return sql`(${sql.join(cells)})`
    })
    await sql`insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))})
      overriding system value values ${sql.join(values)}`.execute(trx)
  }
}

/** The next number that a table gives out is after those it has. */
async function moveNumbersOn(trx: Transaction<Tables>, table: string): Promise<void> {
  await sql`select setval(pg_get_serial_sequence(${table}, 'id'), (select max(id) from ${sql.table(table)}))
    where pg_get_serial_sequence(${table}, 'id') is not null
      and exists (select from ${sql.table(table)})`.execute(trx)
}

async function write(
  trx: Transaction<Tables>,
  opening: BackupOpening,
  rows: AsyncGenerator<BackupRows>,
): Promise<void> {
  await requireEmpty(trx)
  const types = new Map<string, ColumnTypes>()
  for await (const batch of rows) {
    const { table } = batch
    const ofTable = types.get(table) ?? (await columnTypes(trx, table))
    types.set(table, ofTable)
    // The chain is recomputed while it is written; the database itself checks the hashes of documents.
    if (table === 'events') await restoreInTransaction(trx, batch.rows as readonly RecordEvent[])
    else await insertAsTheyWere(trx, batch, ofTable)
  }
  for (const [table, columns] of types) {
    if (columns.get('id') === 'bigint') await moveNumbersOn(trx, table)
  }
  const { seq, hash } = await lockHead(trx)
  if (seq !== opening.head.seq || hash !== opening.head.hash) {
    throw refusal(
      'backup',
      `last event ${seq}`,
      `${opening.head.seq} ${opening.head.hash}, as in its first line`,
    )
  }
}

/** Reads all rows and keeps none. */
async function readThrough(rows: AsyncGenerator<BackupRows>): Promise<void> {
  for (let next = await rows.next(); !next.done; ) next = await rows.next()
}

/** Brings a backup into an empty place, all of it or nothing, and the schema to the newest of `migrations`. `lines`
 *  gives the lines from the first one each time, without their ends: all are read and held against the manifest before
 *  any row is written. What waited to be sent stays unsent; tokens are revoked and subscriptions switched off unless
 *  `keep` says otherwise. Throws InputError where the place is not empty, the backup is damaged, or a newer version made
 *  it; the error shows no row. */
export async function restoreBackup(
  store: Store,
  lines: () => AsyncIterable<string>,
  migrations: readonly Migration[],
  keep: KeptAsTheyWere = { tokens: false, subscriptions: false },
): Promise<BackupOpening & { readonly broughtBack: BroughtBack }> {
  const looked = await readBackup(lines())
  const until = migrationsUntil(looked.opening.schema, migrations)
  await readThrough(looked.rows)
  const { opening, rows } = await readBackup(lines())
  const kept = store.db
  const before = await sql<{ there: boolean }>`
    select to_regclass('schema_migrations') is not null as there`.execute(kept)
  if (before.rows[0]?.there === true) await kept.transaction().execute(requireEmpty)
  else await migrate(kept, until)
  const broughtBack = await kept
    .transaction()
    .execute(async (trx) => {
      await write(trx, opening, rows)
      return quietRestored(trx, opening.made_at, keep)
    })
    .catch((error: unknown) => {
      throw refusedRows(error, 'backup')
    })
  await migrate(kept, migrations)
  await store.recover?.()
  return { ...opening, broughtBack }
}
