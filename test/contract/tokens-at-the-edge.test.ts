import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { COMMAND_LINE } from '../../src/record/officer.ts'
import { createToken } from '../../src/store/officer-tokens.ts'
import { type OpenedStore, openStore } from '../../src/store/open-store.ts'
import { newServerDatabase } from '../store/databases.ts'
import { newFolder } from '../store/new-folder.ts'
import { type Edge, startEdge } from './edge.ts'

const AT_ONCE = 3

const database = await newServerDatabase('migrated')
const store: OpenedStore = await openStore({ dataDir: newFolder(), databaseUrl: database.url, packs: [] })
let edge: Edge

beforeAll(async () => {
  edge = await startEdge(database.url, { folder: newFolder() })
})

afterAll(async () => {
  await edge.stop()
  await store.close()
  await database.drop()
})

async function newToken(): Promise<string> {
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString()
  const made = { name: 'an.officer', scopes: ['read'], expiresAt, by: COMMAND_LINE } as const
  return (await createToken(store.db, made)).text
}

/** Asks who the token is of, as a client with that address. */
function asks(token: string, client: string) {
  const headers = { authorization: `Bearer ${token}`, 'cf-connecting-ip': client }
  return fetch(`${edge.address}/v1/officers/me`, { headers })
}

async function waitingForTokens(): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(store.db)
  return Number(rows[0]?.count)
}

/** Does the work while the database gives nobody a token, so that each test of one waits in the middle. */
async function whileTokensWait<Result>(work: () => Promise<Result>): Promise<Result> {
  return store.db.transaction().execute(async (trx) => {
    await sql`lock table officer_tokens in access exclusive mode`.execute(trx)
    return work()
  })
}

it('a token is tested at the edge though another request of the same client ended in the middle of its test', async () => {
  const token = await newToken()
  await whileTokensWait(async () => {
    expect((await asks(token, '192.0.2.1')).status).toBe(503)
    expect(await waitingForTokens()).toBe(1)
  })
  expect((await asks(token, '192.0.2.1')).status).toBe(200)
})

it('tokens of one client that come at once at the edge are all tested', async () => {
  const token = await newToken()
  const asked = await whileTokensWait(async () => {
    const under = Array.from({ length: AT_ONCE }, () => asks(token, '192.0.2.2'))
    await expect.poll(waitingForTokens).toBeGreaterThan(0)
    await new Promise((resolve) => setTimeout(resolve, 500))
    return under
  })
  expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([200, 200, 200])
})

it('a hundred guesses at once at the edge are ten tries', async () => {
  const token = await newToken()
  const guess = (place: number) => `${token.slice(0, 21)}${place}`.padEnd(token.length, 'a')
  const hundred = Array.from({ length: 100 }, (_, place) => asks(guess(place), '192.0.2.3'))
  const statuses = (await Promise.all(hundred)).map(({ status }) => status)
  expect(statuses.filter((status) => status === 401)).toHaveLength(10)
  expect(statuses.filter((status) => status === 429)).toHaveLength(90)
  expect((await asks(token, '192.0.2.3')).status).toBe(429)
  expect((await asks(token, '192.0.2.4')).status).toBe(200)
})
