import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { deleteAddress } from '../../src/store/address-subscriptions.ts'
import { appendEvents } from '../../src/store/append-events.ts'
import { claimDeliveries } from '../../src/store/claim-deliveries.ts'
import { settleAccepted } from '../../src/store/settle-deliveries.ts'
import type { Store } from '../../src/store/store.ts'
import { activateSubscription, findSubscription } from '../../src/store/subscriptions.ts'
import { draft } from '../record/draft.ts'
import { DATABASES } from '../store/databases.ts'
import { storesOf } from '../store/small-record.ts'
import { ask } from './sending.ts'

const server = DATABASES.find(({ name }) => name === 'PostgreSQL') ?? expect.fail('no server')
const stores = storesOf(server)
const AT = '2026-01-20T12:00:00.000Z'
const ACT = { treaty: 'C', participant: 'CCC', action: 'signature', action_date: '2026-01-05' } as const

/** Two messages that were taken by a worker, of two subscriptions of one reader. */
async function twoTaken(store: Store) {
  const subscribed = async (kinds: readonly ('signature' | 'deposit')[]) => {
    const { name, id } = await ask(store, 'reader@example.org', AT, { interest: { kinds } })
    await activateSubscription(store.db, id, AT)
    return name
  }
  // One after the other: by their order that of the messages is known, and what the work comes to last.
  const first = await subscribed(['signature'])
  await subscribed(['signature', 'deposit'])
  await sql`delete from deliveries`.execute(store.db)
  await appendEvents(store, [draft({ ...ACT, id: 'signed', known_on: '2026-01-20' })], {
    recordedAt: () => AT,
  })
  const { rows } = await sql<{ id: number }>`select id from deliveries order by id`.execute(store.db)
  const own = await findSubscription(store.db, first)
  return { ids: rows.map(({ id }) => id), own: own ?? expect.fail('not kept') }
}

async function untilOneWaits({ db }: Store): Promise<void> {
  for (;;) {
    const { rows } = await sql`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
      db,
    )
    if (rows.length > 0) return
    await wait(5)
  }
}

/** Holds the row that the work comes to last, has the work wait for it, and then asks for the one that the work holds:
 *  each waits for the other, and the database ends the work, because the other is more patient. */
async function crossed(
  store: Store,
  ids: readonly number[],
  work: () => Promise<unknown>,
  table: 'deliveries' | 'subscriptions' = 'deliveries',
): Promise<void> {
  const [first, last] = [Math.min(...ids), Math.max(...ids)]
  const hold = (id: number) => sql`select from ${sql.table(table)} where id = ${id} for update`
  const { under } = await store.db.transaction().execute(async (trx) => {
    await sql`set local deadlock_timeout = '20s'`.execute(trx)
    await hold(last).execute(trx)
    const under = work()
    under.catch(() => undefined)
    await Promise.race([under, untilOneWaits(store)])
    const asked = performance.now()
    await hold(first).execute(trx)
    // Only a deadlock that PostgreSQL ended, after a second, lets this one go on.
    expect(performance.now() - asked).toBeGreaterThan(500)
    return { under }
  })
  await under
}

it('a worker that the database ended because a reader’s own change and it waited for each other puts its messages on record all the same', async () => {
  const store = await stores.small()
  const { ids } = await twoTaken(store)
  await sql`update deliveries set claim = 'worker', tries = 1`.execute(store.db)
  await crossed(store, ids, () => settleAccepted(store.db, { ids, claim: 'worker', at: AT }))
  const { rows } = await sql<{ state: string }>`select state from deliveries`.execute(store.db)
  expect(rows).toEqual([{ state: 'accepted' }, { state: 'accepted' }])
})

it('a correction that waited for a worker, and a worker for it, is on record once and takes back what nobody was told', async () => {
  const store = await stores.small()
  const { ids } = await twoTaken(store)
  const retraction = draft({
    ...ACT,
    id: 'mended',
    action: 'retraction',
    corrects: 'signed',
    known_on: '2026-01-20',
  })
  await crossed(store, ids, () => appendEvents(store, [retraction], { recordedAt: () => AT }))
  const events = await sql<{
    n: number
  }>`select count(*)::integer as n from events where id = 'mended'`.execute(store.db)
  expect(events.rows).toEqual([{ n: 1 }])
  const { rows } = await sql<{ state: string; unsent: string }>`
    select state, unsent from deliveries where id = any(${ids}::bigint[])`.execute(store.db)
  expect(rows).toEqual(Array(2).fill({ state: 'parked', unsent: 'taken_back' }))
})

it('whoever leaves while a worker and that wait for each other is gone with everything', async () => {
  const store = await stores.small()
  const { ids, own } = await twoTaken(store)
  await crossed(store, ids, () => deleteAddress(store.db, own))
  const { rows } = await sql`select id from subscriptions union all select id from deliveries`.execute(
    store.db,
  )
  expect(rows).toEqual([])
})

it('a worker that the database ended while it made links for mails sends those mails all the same, with the links', async () => {
  const store = await stores.small()
  await twoTaken(store)
  const { rows } = await sql<{ id: number }>`select id from subscriptions`.execute(store.db)
  const now = Date.parse(AT)
  const work = async () => {
    const request = { claim: 'worker', most: 9, channel: 'email', again: false, holdMs: 60_000, now } as const
    const claimed = await claimDeliveries(store.db, request)
    expect(claimed.map(({ linkSecret }) => typeof linkSecret)).toEqual(['string', 'string'])
  }
  const ids = rows.map(({ id }) => id)
  await crossed(store, ids, work, 'subscriptions')
})
