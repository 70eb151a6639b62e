import { describe, expect, it } from 'vitest'
import { appendEvents } from '../../src/store/append-events.ts'
import { recordWhenAsked } from '../../src/store/record-when-asked.ts'
import { draft } from '../record/draft.ts'
import { DATABASES } from './databases.ts'
import { SMALL_EVENTS, storesOf } from './small-record.ts'

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

    it('is refused where none was ever read', async () => {
      const store = await database.open('small')
      await store.close()
      const record = recordWhenAsked({ store, keptMs: 500, now: () => 0, onError: () => undefined })
      await expect(record.read()).rejects.toThrow()
    })
  },
)
