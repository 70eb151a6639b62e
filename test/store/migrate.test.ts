import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { migrate } from '../../src/store/migrate.ts'
import { readMigrations } from '../../src/store/read-migrations.ts'
import { splitStatements } from '../../src/store/split-statements.ts'
import { DATABASES } from './databases.ts'
import { storesOf } from './small-record.ts'

const MIGRATIONS = readMigrations()
const NAMES = MIGRATIONS.map(({ name }) => name)

describe.each(DATABASES)('migrations on $name', (database) => {
  const stores = storesOf(database)

  it('are applied once, in the order of their numbers', async () => {
    const { db } = stores.keep(await database.open('bare'))
    expect(await migrate(db, MIGRATIONS)).toEqual(NAMES)
    expect(await migrate(db, MIGRATIONS)).toEqual([])
    const rows = await db.selectFrom('schema_migrations').select('name').orderBy('name').execute()
    expect(rows.map(({ name }) => name)).toEqual(NAMES)
  })

  it('refuse a file that was changed after it was applied, and name it', async () => {
    const { db } = await stores.empty()
    const changed = MIGRATIONS.map((file, place) =>
      place === 1 ? { ...file, text: `${file.text}\n-- x` } : file,
    )
    await expect(migrate(db, changed)).rejects.toThrow(
      `database schema: "${NAMES[1]}" is not accepted; expected each applied file as it was applied; this one was changed since.`,
    )
  })

  it('take line ends of another system for the same file', async () => {
    const { db } = await stores.empty()
    const windows = MIGRATIONS.map((file) => ({ ...file, text: file.text.replaceAll('\n', '\r\n') }))
    expect(await migrate(db, windows)).toEqual([])
  })

  it('refuse to go on when an applied file is missing', async () => {
    const { db } = await stores.empty()
    await expect(migrate(db, MIGRATIONS.slice(1))).rejects.toThrow(
      `database schema: "${NAMES[0]}" is not accepted; expected each applied file to be there still; this one is missing in sql/.`,
    )
  })

  it('refuse a database that a newer version has made', async () => {
    const { db } = await stores.empty()
    const newer = { name: '9999-later.sql', text: 'create table later (id integer)' }
    await migrate(db, [...MIGRATIONS, newer])
    await expect(migrate(db, MIGRATIONS)).rejects.toThrow(
      /"9999-later\.sql" is not accepted; expected at most .*the database was made by a newer version/,
    )
  })

  it('leave nothing of a file in which one statement fails', async () => {
    const { db } = await stores.empty()
    const broken = {
      name: '9998-broken.sql',
      text: 'create table half (id integer); select nothing_like_this();',
    }
    await expect(migrate(db, [...MIGRATIONS, broken])).rejects.toThrow(
      /^database schema: "9998-broken\.sql" is not accepted; expected a file of sql\/ that the database takes; it says: .*nothing_like_this/,
    )
    const half = await sql<{ there: boolean }>`select to_regclass('half') is not null as there`.execute(db)
    expect(half.rows).toEqual([{ there: false }])
    expect(await migrate(db, MIGRATIONS)).toEqual([])
  })

  it('may alter the guarded tables, which nobody else may', async () => {
    const { db } = await stores.empty()
    const later = { name: '9999-later.sql', text: 'alter table events add column later text' }
    expect(await migrate(db, [...MIGRATIONS, later])).toEqual(['9999-later.sql'])
    await expect(sql`alter table events drop column later`.execute(db)).rejects.toThrow(/is refused/)
  })
})

describe('the files of sql/', () => {
  it('are refused where a number is missing or there twice', () => {
    const folder = mkdtempSync(join(tmpdir(), 'palermo-sql-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    for (const { name, text } of MIGRATIONS) writeFileSync(join(folder, name), text)
    expect(readMigrations(folder).map(({ name }) => name)).toEqual(NAMES)
    const [, second = '', third = ''] = NAMES
    rmSync(join(folder, second))
    expect(() => readMigrations(folder)).toThrow(`sql/: "${third}" is not accepted; expected a file 0002-`)
    for (const name of ['0002-one.sql', '0002-other.sql']) writeFileSync(join(folder, name), '')
    expect(() => readMigrations(folder)).toThrow(
      'sql/: "0002-other.sql" is not accepted; expected a file 0003-',
    )
  })
})

describe('statements of a file', () => {
  it('end at semicolons, but not within quotes, comments or function bodies', () => {
    const text = `-- first; still a comment
      create table one (a text default 'x;y');
      create function two() returns int language sql as $$ select 1; select 2; $$;
      select 3
      -- the end;
      `
    expect(splitStatements(text).map((statement) => statement.split(/\s+/).slice(-3).join(' '))).toEqual([
      "text default 'x;y')",
      'select 2; $$',
      '-- the end;',
    ])
    expect(splitStatements('select 1;\n-- nothing more\n')).toEqual(['select 1'])
  })
})
