import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readHead } from '../../src/store/load-record.ts'
import { migrate } from '../../src/store/migrate.ts'
import { readMigrations } from '../../src/store/read-migrations.ts'
import type { Store } from '../../src/store/store.ts'
import { verifyRecord } from '../../src/store/verify-record.ts'
import { DATABASES } from './databases.ts'
import { SMALL_EVENTS, storesOf } from './small-record.ts'

const INSERT = `insert into events (seq, id, treaty, participant, action, action_date, known_on, known_on_assumed,
  day_known, source, recorded_by, recorded_at, prev_hash, hash)
  values ($SEQ, 'raw', 'C', 'CCC', 'signature', '2001-01-01', '2001-01-01', true, 'read', 'table', 'raw', now(), $PREV, repeat('1', 64))`

/** What the guards answer with: integrity_constraint_violation. */
const BY_A_GUARD = '23000'

/** What the program's own role might say to change the record. */
const REFUSED = [
  "update events set note = 'x'",
  "update events set note = 'x' where seq = 1",
  "update events set note = 'x' where seq = 999",
  'delete from events',
  'delete from events where seq = 9',
  'truncate events',
  'truncate events, documents',
  'truncate treaties cascade',
  "insert into events select * from events where seq = 1 on conflict (seq) do update set note = 'x'",
  "merge into events using (select 1 as seq) as other on events.seq = other.seq when matched then update set note = 'x'",
  'with gone as (delete from events returning seq) select * from gone',
  'alter function refuse_change() rename to another',
  'alter function brings_record() rename to another',
  'alter function keep_own_place() set schema palermo_guard',
  'alter schema public rename to another',
  'alter sequence audit_trail_id_seq restart with 1',
  'alter sequence audit_trail_id_seq owned by none',
  'update record_head set seq = 3',
  'delete from record_head',
  'truncate record_head',
  "insert into record_head (only_row, seq, hash) values (false, 0, '')",
  "update documents set bytes = ''",
  'delete from documents',
  'drop table events cascade',
  'drop table record_head',
  'alter table events disable trigger events_refuse_change',
  'alter table events disable trigger all',
  'alter table events rename to other',
  'alter table events alter column note set default 1',
  'alter table events drop constraint events_totals',
  'drop trigger events_refuse_change on events',
  'drop trigger events_extend_chain on events',
  'drop trigger record_head_refuse_change on record_head',
  'create rule quiet as on insert to events do instead nothing',
  'drop function refuse_change() cascade',
  'drop function extend_chain() cascade',
  'drop schema public cascade',
  'drop function palermo_guard.refuse_alteration()',
  'create or replace function palermo_guard.refuse_alteration() returns event_trigger language plpgsql as $$ begin end $$',
  'create or replace function palermo_guard.refuse_disarming() returns event_trigger language plpgsql as $$ begin end $$',
  'create or replace function palermo_guard.refuse_drop() returns event_trigger language plpgsql as $$ begin end $$',
  "update schema_migrations set name = 'x'",
  'delete from schema_migrations',
  'truncate schema_migrations',
  'alter table schema_migrations disable trigger all',
  'drop table schema_migrations cascade',
  "update checkpoint_keys set verifier = 'x'",
  'delete from checkpoint_keys',
  'truncate checkpoint_keys',
  'alter table checkpoint_keys disable trigger all',
  'drop trigger checkpoint_keys_refuse_change on checkpoint_keys',
  'drop table checkpoint_keys',
  'delete from checkpoints',
  'drop table checkpoints',
] as const

/** Of these nothing is ever changed or removed. */
const ONLY_GROWING = [
  'audit_trail',
  'checkpoint_keys',
  'checkpoints',
  'decisions',
  'documents',
  'events',
  'page_looks',
  'projections',
  'record_head',
  'schema_migrations',
] as const

describe.each(DATABASES)('the record on $name', (database) => {
  const stores = storesOf(database)
  const run = (store: Store, statement: string) => sql.raw(statement).execute(store.db)

  describe('refuses', () => {
    let store: Store
    beforeAll(async () => {
      store = await database.open('small')
    })
    afterAll(() => store.close())

    it.each(REFUSED)('%s', async (statement) => {
      await expect(run(store, statement)).rejects.toMatchObject({
        code: expect.stringMatching(/^(23|0A|2BP01)/),
      })
      expect(await verifyRecord(store)).toMatchObject({ intact: true, head: { seq: SMALL_EVENTS } })
    })
  })

  it('refuses all of this at every table that only grows', async () => {
    const store = await stores.small()
    const { rows } = await sql<{ table: string; column: string }>`
      select c.relname as table, (select attname from pg_attribute where attrelid = c.oid and attnum > 0
        and not attisdropped order by attnum limit 1) as column
      from pg_trigger t join pg_class c on c.oid = t.tgrelid
      where t.tgname = c.relname || '_refuse_change' order by 1`.execute(store.db)
    expect(rows.map(({ table }) => table)).toEqual([...ONLY_GROWING])
    await sql`create schema elsewhere`.execute(store.db)
    const otherwise: [string, string][] = []
    for (const { table, column } of rows) {
      for (const statement of [
        `update ${table} set ${column} = ${column}`,
        `delete from ${table}`,
        `delete from ${table} where false`,
        `truncate ${table} cascade`,
        `truncate ${table} restart identity cascade`,
        `alter table ${table} disable trigger all`,
        `alter table ${table} disable trigger ${table}_refuse_change`,
        `alter table ${table} enable replica trigger ${table}_refuse_change`,
        `alter table ${table} drop column ${column} cascade`,
        `alter table ${table} rename to another`,
        `alter table ${table} set schema elsewhere`,
        `alter trigger ${table}_refuse_change on ${table} rename to another`,
        `drop trigger ${table}_refuse_change on ${table}`,
        `drop table ${table} cascade`,
        `create rule quiet as on insert to ${table} do instead nothing`,
        `create table more () inherits (${table})`,
        `alter table ${table} enable row level security`,
      ]) {
        await run(store, statement).then(
          () => otherwise.push([statement, 'done']),
          ({ code }) => code === BY_A_GUARD || otherwise.push([statement, code]),
        )
      }
    }
    expect(otherwise).toEqual([])
    expect(await verifyRecord(store)).toMatchObject({ intact: true, head: { seq: SMALL_EVENTS } })
  })

  it('opens its guards for no setting, but for a migration whose name stays', async () => {
    const store = await stores.small()
    const within = (...statements: readonly string[]) =>
      store.db.transaction().execute(async (trx) => {
        for (const statement of statements) await sql.raw(statement).execute(trx)
      })
    const alter = 'alter table events disable trigger events_refuse_change'
    const own = 'create temporary table schema_migrations (name text)'
    for (const way of [
      ["select set_config('palermo.migrating', 'on', true)"],
      [own, "insert into schema_migrations values ('9999-mine.sql')"],
      ['create schema own', 'set local search_path = own, public', own.replace(' temporary', '')],
    ]) {
      await expect(within(...way, alter)).rejects.toMatchObject({ code: '23000' })
    }
    const name = "insert into schema_migrations values ('9999-mine.sql', 'x', now())"
    await within(name, alter, 'alter table events enable always trigger events_refuse_change')
    await expect(run(store, "delete from schema_migrations where name = '9999-mine.sql'")).rejects.toThrow(
      /is refused/,
    )
    await expect(migrate(store.db, readMigrations())).rejects.toThrow(/"9999-mine\.sql" is not accepted/)
  })

  it('gives checkpoints and their keys the time at which they were kept', async () => {
    const store = await stores.small()
    await run(store, "insert into checkpoints values (1, 'note', '1999-01-01')")
    await run(store, "insert into checkpoint_keys values ('key', '1999-01-01')")
    const { rows } = await sql<{ old: number }>`
      select count(*)::int as old from (select signed_at as at from checkpoints union all
        select first_used_at from checkpoint_keys) as kept where at < '2020-01-01'`.execute(store.db)
    expect(rows).toEqual([{ old: 0 }])
  })

  it('refuses changes also in replica mode, in which ordinary triggers sleep', async () => {
    const store = await stores.small()
    const quietly = store.db.transaction().execute(async (trx) => {
      await sql`set local session_replication_role = replica`.execute(trx)
      await sql`delete from events`.execute(trx)
    })
    await expect(quietly).rejects.toThrow(/append-only/)
  })

  it.each([
    ['leaves a number out', SMALL_EVENTS + 2, null],
    ['takes a number again', SMALL_EVENTS, null],
    ['does not tie in with the last event', SMALL_EVENTS + 1, 'f'.repeat(64)],
  ])('refuses an event that %s', async (_what, seq, prev) => {
    const store = await stores.small()
    const { hash } = await readHead(store)
    const statement = INSERT.replace('$SEQ', String(seq)).replace('$PREV', `'${prev ?? hash}'`)
    await expect(run(store, statement)).rejects.toMatchObject({ code: expect.stringMatching(/^23/) })
    expect(await readHead(store)).toEqual({ seq: SMALL_EVENTS, hash })
  })

  it('moves its head with an event that does tie in, and finds by its hash that nobody computed it', async () => {
    const store = await stores.small()
    const { hash } = await readHead(store)
    await run(store, INSERT.replace('$SEQ', String(SMALL_EVENTS + 1)).replace('$PREV', `'${hash}'`))
    expect(await readHead(store)).toEqual({ seq: SMALL_EVENTS + 1, hash: '1'.repeat(64) })
    expect(await verifyRecord(store)).toMatchObject({ intact: false, seq: SMALL_EVENTS + 1, fault: 'hash' })
  })

  it('refuses a document under a hash that is not its own', async () => {
    const store = await stores.empty()
    const statement = `insert into documents (sha256, bytes, kept_at) values (repeat('0', 64), 'abc', now())`
    await expect(run(store, statement)).rejects.toMatchObject({ code: '23514' })
  })
})
