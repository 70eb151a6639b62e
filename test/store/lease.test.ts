import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { appendEvents } from '../../src/store/append-events.ts'
import {
  keepLease,
  type Lease,
  LeaseLost,
  releaseLease,
  renewLease,
  requireFence,
  takeLease,
} from '../../src/store/lease.ts'
import { readHead } from '../../src/store/load-record.ts'
import type { Store } from '../../src/store/store.ts'
import { draft } from '../record/draft.ts'
import { DATABASES } from './databases.ts'
import { SMALL_EVENTS, storesOf } from './small-record.ts'

const MINUTE = 60_000

function ask(store: Store, holder: string, lengthMs = MINUTE): Promise<Lease | null> {
  return takeLease(store.db, { name: 'job x', holder, lengthMs })
}

/** As when its time was over: the clock of the database has gone on. */
async function letExpire(store: Store): Promise<void> {
  await sql`update leases set expires_at = clock_timestamp() - interval '1 second'`.execute(store.db)
}

function mustHold(lease: Lease | null): Lease {
  if (lease === null) throw new Error('the lease was free')
  return lease
}

describe.each(DATABASES)('a lease on $name', (database) => {
  const stores = storesOf(database)

  it('is held by one at a time, and by the next with a higher fence', async () => {
    const store = await stores.empty()
    const first = mustHold(await ask(store, 'a'))
    expect(first).toEqual({ name: 'job x', holder: 'a', fence: 1 })
    expect(await ask(store, 'b')).toBeNull()
    expect(await ask(store, 'a')).toBeNull()
    await releaseLease(store.db, first)
    expect(await ask(store, 'b')).toEqual({ name: 'job x', holder: 'b', fence: 2 })
  })

  it('of another name is another lease', async () => {
    const store = await stores.empty()
    await ask(store, 'a')
    const other = await takeLease(store.db, { name: 'job y', holder: 'b', lengthMs: MINUTE })
    expect(other).toEqual({ name: 'job y', holder: 'b', fence: 1 })
  })

  it('is had by one of many who ask at once', async () => {
    const store = await stores.empty()
    const asked = Array.from({ length: 20 }, (_, number) => ask(store, `process ${number}`))
    expect((await Promise.all(asked)).filter((lease) => lease !== null)).toHaveLength(1)
    await letExpire(store)
    const again = Array.from({ length: 20 }, (_, number) => ask(store, `process ${number}`))
    expect((await Promise.all(again)).filter((lease) => lease?.fence === 2)).toHaveLength(1)
  })

  it('can be taken when its time is over, and then the first holder neither renews nor returns it', async () => {
    const store = await stores.empty()
    const first = mustHold(await ask(store, 'a'))
    await letExpire(store)
    const second = mustHold(await ask(store, 'b'))
    expect(second.fence).toBe(2)
    expect(await renewLease(store.db, first, MINUTE)).toBe(false)
    await releaseLease(store.db, first)
    expect(await ask(store, 'c')).toBeNull()
    expect(await renewLease(store.db, second, MINUTE)).toBe(true)
  })

  it('whose time is over and that nobody took is held again by renewing it', async () => {
    const store = await stores.empty()
    const first = mustHold(await ask(store, 'a'))
    await letExpire(store)
    expect(await renewLease(store.db, first, MINUTE)).toBe(true)
    expect(await ask(store, 'b')).toBeNull()
  })

  it('taken before the clock of the database was set back is over', async () => {
    const store = await stores.empty()
    await ask(store, 'a')
    await sql`update leases set expires_at = clock_timestamp() + interval '3 months'`.execute(store.db)
    expect(await ask(store, 'b')).toMatchObject({ holder: 'b', fence: 2 })
  })

  it('has a fence that even raw SQL cannot lower', async () => {
    const store = await stores.empty()
    await ask(store, 'a')
    await letExpire(store)
    await ask(store, 'b')
    await expect(sql`update leases set fence = 1`.execute(store.db)).rejects.toThrow(/only grows/)
  })

  it('lets its holder write, and refuses the whole write of one who has lost it', async () => {
    const store = await stores.small()
    const first = mustHold(await ask(store, 'a'))
    const act = (id: string) =>
      draft({ id, treaty: 'C', participant: 'CCC', action: 'signature', action_date: '2001-01-01' })
    const write = (lease: Lease, id: string) =>
      appendEvents(store, [act(id)], { inTransaction: [(trx) => requireFence(trx, lease)] })
    await write(first, 'one')
    await letExpire(store)
    const second = mustHold(await ask(store, 'b'))
    await expect(write(first, 'two')).rejects.toThrow(LeaseLost)
    expect(await readHead(store)).toMatchObject({ seq: SMALL_EVENTS + 1 })
    await write(second, 'three')
    await releaseLease(store.db, second)
    await expect(write(second, 'four')).rejects.toThrow(LeaseLost)
    expect(await readHead(store)).toMatchObject({ seq: SMALL_EVENTS + 2 })
  })

  it('is kept by renewing it, and its holder is told once when another has it', async () => {
    const store = await stores.empty()
    const lengthMs = 300
    const lease = mustHold(await ask(store, 'a', lengthMs))
    const lost: unknown[] = []
    const errors: unknown[] = []
    const stop = keepLease(store.db, lease, {
      lengthMs,
      onLost: (error) => lost.push(error),
      onError: (error) => errors.push(error),
    })
    await new Promise((resolve) => setTimeout(resolve, 2.5 * lengthMs))
    expect(await ask(store, 'b', lengthMs)).toBeNull()
    await sql`update leases set fence = fence + 1, holder = 'b'`.execute(store.db)
    await expect.poll(() => lost).toHaveLength(1)
    await new Promise((resolve) => setTimeout(resolve, lengthMs))
    await stop()
    expect(lost).toHaveLength(1)
    expect(errors).toEqual([])
  })
})

describe('a lease on a server', () => {
  const server = DATABASES.find(({ name }) => name === 'PostgreSQL')
  if (server === undefined) throw new Error('PostgreSQL is one of the databases')
  const stores = storesOf(server)

  it('cannot be taken while its holder writes, and asking for it does not wait', async () => {
    const store = await stores.empty()
    const first = mustHold(await ask(store, 'a'))
    await letExpire(store)
    await store.db.transaction().execute(async (trx) => {
      await requireFence(trx, first)
      expect(await ask(store, 'b')).toBeNull()
    })
    expect(await ask(store, 'b')).toMatchObject({ fence: 2 })
  })
})
