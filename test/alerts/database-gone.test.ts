import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Exchange } from '../../src/outbound/exchange.ts'
import { openPostgres } from '../../src/store/open-postgres.ts'
import type { Store } from '../../src/store/store.ts'
import { prepare } from '../store/databases.ts'
import { type PostgresServer, startPostgres } from '../store/postgres-server.ts'
import { ask, deliverAt, meansTo } from './sending.ts'

const AT = '2026-01-20T12:00:00.000Z'
/** After every hold. */
const LATER = '2026-01-20T13:00:00.000Z'
const AWAY_MS = 1_500

let server: PostgresServer
let store: Store

beforeAll(async () => {
  server = await startPostgres()
  store = await openPostgres(server.url)
  await prepare(store, 'small')
})

afterAll(async () => {
  await store.close()
  await server.stop()
})

/** The database goes as the message is accepted, and comes back after a while. */
async function goAway(): Promise<void> {
  await server.halt()
  setTimeout(() => void server.resume(), AWAY_MS)
}

async function settled(): Promise<unknown[]> {
  const found = store.db.selectFrom('deliveries').select(['kind', 'state', 'tries']).orderBy('id').execute()
  return (await found).map(({ kind, state, tries }) => [kind, state, tries])
}

it('a mail that was accepted while the database went away is on record once it is back, and goes out once', async () => {
  const sent: string[] = []
  const sendMail = async ({ to }: { readonly to: string }) => {
    sent.push(to)
    if (sent.length === 1) await goAway()
    return { kind: 'accepted' } as const
  }
  const means = { ...meansTo(null), sendMail }
  await ask(store, 'reader@example.org', AT)
  await deliverAt(store, means, AT).catch(() => undefined)
  expect(await settled()).toEqual([['confirm', 'accepted', 1]])
  await deliverAt(store, means, LATER)
  expect(sent).toEqual(['reader@example.org'])
})

it('a webhook that proved itself meanwhile is active once it is back', async () => {
  let asked = 0
  const exchange: Exchange = async ({ body }) => {
    asked += 1
    await goAway()
    return { status: 200, headers: {}, bytes: body ?? new Uint8Array() }
  }
  const means = { ...meansTo(null), exchange }
  const made = await ask(store, 'https://hooks.example.org/', AT)
  await deliverAt(store, means, AT).catch(() => undefined)
  const state = store.db.selectFrom('subscriptions').select('state').where('name', '=', made.name)
  expect([asked, await state.executeTakeFirstOrThrow()]).toEqual([1, { state: 'active' }])
})
