import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { appendEvents } from '../../src/store/append-events.ts'
import { openPostgres } from '../../src/store/open-postgres.ts'
import type { Store } from '../../src/store/store.ts'
import { activateSubscription } from '../../src/store/subscriptions.ts'
import { draft } from '../record/draft.ts'
import { DATABASES, newServerDatabase } from '../store/databases.ts'
import { storesOf } from '../store/small-record.ts'
import { mailCounter, webhookReceiver } from './receivers.ts'
import { ask, deliverAt, meansTo } from './sending.ts'

const [embedded] = DATABASES
const stores = storesOf(embedded ?? expect.fail('no database'))
const AT = '2026-01-20T12:00:00.000Z'
const READERS = 12
const EVENTS = 3
const WORKERS = 5

/** One store for each worker: connections of its own on a server, the one there is where it is embedded. */
async function workersOn(engine: 'embedded' | 'server'): Promise<Store[]> {
  if (engine === 'embedded') {
    const store = await stores.small()
    return Array.from({ length: WORKERS }, () => store)
  }
  const { url, drop } = await newServerDatabase('small')
  const first = await openPostgres(url)
  stores.keep({
    ...first,
    close: async () => {
      await first.close()
      await drop()
    },
  })
  const others = await Promise.all(Array.from({ length: WORKERS - 1 }, () => openPostgres(url)))
  return [first, ...others.map((store) => stores.keep(store))]
}

it.each(['embedded', 'server'] as const)(
  'workers that send at once, %s, send each message once and each subscriber’s in order',
  async (engine) => {
    await using mail = await mailCounter(() => undefined)
    await using hook = await webhookReceiver()
    const workers = await workersOn(engine)
    const [store = expect.fail('no store')] = workers
    for (let reader = 0; reader < READERS; reader += 1) {
      const address = reader % 2 === 0 ? `reader-${reader}@example.org` : `${hook.origin}/${reader}`
      const { id } = await ask(store, address, AT, { interest: { kinds: ['signature'] } })
      await activateSubscription(store.db, id, AT)
    }
    await sql`delete from deliveries`.execute(store.db)
    for (let event = 0; event < EVENTS; event += 1) {
      const act = { treaty: 'C', participant: 'CCC', action: 'signature', action_date: '2026-01-05' } as const
      await appendEvents(store, [draft({ ...act, id: `signed-${event}`, known_on: '2026-01-20' })], {
        recordedAt: () => AT,
      })
    }
    const means = meansTo(mail.url)
    const rounds = await Promise.all(workers.map((worker) => deliverAt(worker, means, AT)))
    means.close()

    const all = READERS * EVENTS
    expect(rounds.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(all)
    expect(new Set(mail.messageIds).size).toBe(all / 2)
    expect(mail.messageIds).toHaveLength(all / 2)
    const numbers = Map.groupBy(hook.posted, ({ payload }) => payload.data.subscription)
    expect(numbers.size).toBe(READERS / 2)
    for (const posted of numbers.values()) {
      expect(posted.map(({ payload }) => payload.data.number)).toEqual([1, 2, 3])
    }
  },
)
