import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { appendEvents } from '../../src/store/append-events.ts'
import { isDatabaseGone } from '../../src/store/database-gone.ts'
import { recordWhenAsked } from '../../src/store/record-when-asked.ts'
import type { Store } from '../../src/store/store.ts'
import { draft } from '../record/draft.ts'
import { DATABASES } from './databases.ts'
import { SMALL_EVENTS, storesOf } from './small-record.ts'

/** Has the database say nothing of a table, until what is answered is called. */
async function silence({ db }: Store, table: string): Promise<() => Promise<void>> {
  const silent = Promise.withResolvers<void>()
  const locked = Promise.withResolvers<void>()
  const stalling = db.transaction().execute(async (trx) => {
    await sql`lock table ${sql.table(table)} in access exclusive mode`.execute(trx)
    locked.resolve()
    await silent.promise
  })
  await locked.promise
  return async () => {
    silent.resolve()
    await stalling
  }
}

describe.each(DATABASES)(
  'the record for a place where nothing runs between requests, on $name',
  (database) => {
    const stores = storesOf(database)
    const act = { treaty: 'C', participant: 'CCC', action: 'signature', action_date: '2001-01-01' } as const

    it('is looked at again when the last look is too old, and only then', async () => {
      const store = await stores.small()
      const clock = { now: 1_000 }
      const errors: unknown[] = []
      const record = recordWhenAsked({
        store,
        keptMs: 500,
        now: () => clock.now,
        onError: (error) => errors.push(error),
      })
      expect((await record.read()).head.seq).toBe(SMALL_EVENTS)
      await appendEvents(store, [draft({ id: 'one-more', ...act })])
      clock.now = 1_499
      expect((await record.read()).head.seq).toBe(SMALL_EVENTS)
      clock.now = 1_500
      expect((await record.read()).head.seq).toBe(SMALL_EVENTS + 1)
      expect([record.unconfirmedSince(), errors]).toEqual([null, []])
    })

    it('goes on with what was read while the database is away, and says since when', async () => {
      const store = await database.open('small')
      const clock = { now: 1_000 }
      const errors: unknown[] = []
      const record = recordWhenAsked({
        store,
        keptMs: 500,
        now: () => clock.now,
        onError: (error) => errors.push(error),
      })
      const read = await record.read()
      await store.close()
      clock.now = 31_000
      expect(await record.read()).toBe(read)
      expect([record.unconfirmedSince(), errors.length]).toEqual([1_000, 1])
    })

    it('waits two seconds for a database that says nothing, the next who asks does not, and all is as before once it speaks', async () => {
      const store = await stores.small()
      const errors: unknown[] = []
      const record = recordWhenAsked({
        store,
        keptMs: 0,
        now: performance.now.bind(performance),
        onError: (error) => errors.push(error),
      })
      const read = await record.read()
      const speakAgain = await silence(store, 'record_head')
      const began = performance.now()
      expect(await record.read()).toBe(read)
      const waited = performance.now() - began
      expect(record.read()).toBe(read)
      expect([waited > 1_900, waited < 8_000, errors.map(isDatabaseGone)]).toEqual([true, true, [true]])
      expect(record.unconfirmedSince()).toBeLessThan(began)
      await speakAgain()
      const isSure = async () => {
        await record.read()
        return record.unconfirmedSince()
      }
      await expect.poll(isSure, { timeout: 20_000 }).toBeNull()
    })

    it('waits no longer where the database tells its head and then says nothing', async () => {
      const store = await stores.small()
      const clock = { now: 1_000 }
      const errors: unknown[] = []
      const onError = (error: unknown) => errors.push(error)
      const record = recordWhenAsked({ store, keptMs: 500, now: () => clock.now, onError })
      const read = await record.read()
      clock.now = 10_000
      const speakAgain = await silence(store, 'page_states')
      const began = performance.now()
      expect(await record.read()).toBe(read)
      const waited = performance.now() - began
      expect([waited > 1_900, waited < 8_000, errors.map(isDatabaseGone)]).toEqual([true, true, [true]])
      await speakAgain()
    })

    it('is refused where none was ever read', async () => {
      const store = await database.open('small')
      await store.close()
      const record = recordWhenAsked({ store, keptMs: 500, now: () => 0, onError: () => undefined })
      await expect(record.read()).rejects.toThrow()
    })
  },
)
