import { type Kysely, sql, type Transaction } from 'kysely'
import { InputError } from '../law/input-error.ts'
import { messageOf } from '../record/error-text.ts'
import { fileHash } from './file-hash.ts'
import { splitStatements } from './split-statements.ts'
import type { Tables } from './tables.ts'

/** One numbered file of sql/, by its name. */
export type Migration = { readonly name: string; readonly text: string }

type Applied = { readonly name: string; readonly checksum: string }

/** Any number that only this program locks: replicas that start together migrate one after the other. */
const MIGRATION_LOCK = 7_201_138

function refusal(value: string, accepted: string): InputError {
  return new InputError([{ field: 'database schema', value, accepted }])
}

/** Holds what was applied against the files. Throws InputError where an applied file is changed or missing, or where
 *  the database is newer than the program. */
function requireSameHistory(applied: readonly Applied[], migrations: readonly Migration[]): void {
  const newest = migrations.at(-1)?.name ?? ''
  for (const [place, { name, checksum: kept }] of applied.entries()) {
    const file = migrations[place]
    if (name > newest) {
      throw refusal(name, `at most ${newest}: the database was made by a newer version, which has to open it`)
    }
    if (file?.name !== name)
      throw refusal(name, 'each applied file to be there still; this one is missing in sql/')
    if (fileHash(file.text) !== kept)
      throw refusal(name, 'each applied file as it was applied; this one was changed since')
  }
}

async function appliedMigrations(db: Kysely<Tables>): Promise<Applied[]> {
  const table = await sql<{
    there: boolean
  }>`select to_regclass('schema_migrations') is not null as there`.execute(db)
  if (table.rows[0]?.there !== true) return []
  return db.selectFrom('schema_migrations').select(['name', 'checksum']).orderBy('name').execute()
}

/** Classes of SQLSTATE that blame the statement or the rows it meets, not the state of the server. */
const FAULTS_OF_FILE = /^(0A|22|23|42|P0)/

function isFaultOfFile(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null
  return typeof code === 'string' && FAULTS_OF_FILE.test(code)
}

function faultIn({ name }: Migration, error: unknown): InputError {
  return refusal(name, `a file of sql/ that the database takes; it says: ${messageOf(error)}`)
}

/** Its name stands there first: the guards of the record open for a transaction that has left one. Those of databases
 *  before 0021 ask for the setting. */
async function apply(migration: Migration, trx: Transaction<Tables>): Promise<void> {
  await sql`insert into schema_migrations (name, checksum, applied_at)
    values (${migration.name}, ${fileHash(migration.text)}, clock_timestamp())`.execute(trx)
  await sql`select set_config('palermo.migrating', 'on', true)`.execute(trx)
  for (const statement of splitStatements(migration.text)) {
    await sql
      .raw(statement)
      .execute(trx)
      .catch((error: unknown) => {
        throw isFaultOfFile(error) ? faultIn(migration, error) : error
      })
  }
}

/** Brings the database to the newest of `migrations` (in the order of their names), each file in a transaction of its
 *  own. Returns the names of those that were applied now. Throws InputError for a history that does not fit. */
export async function migrate(
  db: Kysely<Tables>,
  migrations: readonly Migration[],
  onApplied: () => void = () => undefined,
): Promise<string[]> {
  const before = await appliedMigrations(db)
  requireSameHistory(before, migrations)
  const now: string[] = []
  for (const migration of migrations.slice(before.length)) {
    await db.transaction().execute(async (trx) => {
      await sql`select pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)})`.execute(trx)
      await sql`create table if not exists schema_migrations (
        name text primary key, checksum text not null, applied_at timestamptz(3) not null)`.execute(trx)
      const applied = await appliedMigrations(trx)
      requireSameHistory(applied, migrations)
      if (applied.some(({ name }) => name === migration.name)) return
      await apply(migration, trx)
      now.push(migration.name)
    })
    onApplied()
  }
  return now
}
