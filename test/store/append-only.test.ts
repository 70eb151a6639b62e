import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readHead } from '../../src/store/load-record.ts'
import type { Store } from '../../src/store/store.ts'
import { verifyRecord } from '../../src/store/verify-record.ts'
import { DATABASES } from './databases.ts'
import { SMALL_EVENTS, storesOf } from './small-record.ts'

const INSERT = `insert into events (seq, id, treaty, participant, action, action_date, known_on, known_on_assumed,
  day_known, source, recorded_by, recorded_at, prev_hash, hash)
  values ($SEQ, 'raw', 'C', 'CCC', 'signature', '2001-01-01', '2001-01-01', true, 'read', 'table', 'raw', now(), $PREV, repeat('1', 64))`

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
