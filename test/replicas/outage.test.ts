import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { appendEvents } from '../../src/store/append-events.ts'
import { isDatabaseGone } from '../../src/store/database-gone.ts'
import { openPostgres } from '../../src/store/open-postgres.ts'
import { openStore } from '../../src/store/open-store.ts'
import type { Store } from '../../src/store/store.ts'
import { verifyRecord } from '../../src/store/verify-record.ts'
import { draft } from '../answers/real-record.ts'
import { type Running, startServing } from '../cli/program.ts'
import { newFolder } from '../store/new-folder.ts'
import { type PostgresServer, startPostgres } from '../store/postgres-server.ts'

/** How long the database is away. 30 in full: OUTAGE_SECONDS=30 npx vitest run test/replicas/outage.test.ts */
const OUTAGE_MS = 1_000 * Number(process.env['OUTAGE_SECONDS'] ?? 5)
const STALE_AFTER_MS = 3_000
const PATIENCE = { timeout: 30_000 }
/** The SHA-256 of `let-me-in`. */
const ADMIN_TOKEN_HASH = 'a3ee786b5707c27d42570785081ec17f5c7db9262a01366af362a1aa61a420b9'
const OFFICER = { authorization: 'Bearer let-me-in' }
const KNOWN = [
  '/v1/treaties/untoc',
  '/v1/treaties/untoc/participants?as_of=2004-01-01',
  '/v1/participants/JPN.csv',
]

let server: PostgresServer
let store: Store
let replicas: Running[]

beforeAll(async () => {
  server = await startPostgres()
  await (await openStore({ dataDir: newFolder(), databaseUrl: server.url })).close()
  store = await openPostgres(server.url)
  const env = () => ({ DATABASE_URL: server.url, DATA_DIR: newFolder(), ADMIN_TOKEN_HASH })
  replicas = await Promise.all([startServing(env()), startServing(env())])
})

afterAll(async () => {
  for (const { child } of replicas) child.kill('SIGTERM')
  for (const { ended } of replicas) await ended
  await store.close()
  await server.stop()
})

let made = 0

function act() {
  made += 1
  const given = {
    treaty: 'XVIII-12',
    participant: 'TUV',
    action: 'signature',
    action_date: '2026-11-01',
  } as const
  return draft({ id: `outage-${made}`, ...given, action_date: given.action_date as never })
}

async function seqAt({ address }: Running): Promise<number> {
  const answer = await (await fetch(`${address}/readyz`)).text()
  return Number(/record (\d+)/.exec(answer)?.[1])
}

type Answered = { readonly at: number; readonly status: number; readonly stale: number }

/** Readers of one replica, each with one request after the other, until told to stop. */
function readers({ address }: Running, count: number) {
  const seen: Answered[] = []
  let stopped = false
  const read = async (first: number): Promise<void> => {
    for (let turn = first; !stopped; turn += 1) {
      const answer = await fetch(`${address}${KNOWN[turn % KNOWN.length]}`)
      await answer.arrayBuffer()
      seen.push({ at: Date.now(), status: answer.status, stale: Number(answer.headers.get('record-stale')) })
      await wait(10)
    }
  }
  const reading = Promise.all(Array.from({ length: count }, (_, place) => read(place)))
  const stop = async (): Promise<readonly Answered[]> => {
    stopped = true
    await reading
    return seen
  }
  return { stop }
}

/** A writer that tries each act until it is acknowledged, as every caller may. */
function writer() {
  const acknowledged: string[] = []
  const failures: unknown[] = []
  let stopped = false
  const writing = (async () => {
    while (!stopped) {
      const one = act()
      for (;;) {
        try {
          const [event] = await appendEvents(store, [one])
          acknowledged.push(String(event?.id))
          break
        } catch (error) {
          failures.push(error)
          await wait(100)
        }
      }
      await wait(20)
    }
  })()
  const stop = async () => {
    stopped = true
    await writing
    return { acknowledged, failures }
  }
  return { stop }
}

it('each replica follows what the other side writes within a second', async () => {
  const taken: number[] = []
  for (let turn = 0; turn < 5; turn += 1) {
    const [event] = await appendEvents(store, [act()])
    const written = performance.now()
    await Promise.all(
      replicas.map((replica) =>
        expect.poll(() => seqAt(replica), { ...PATIENCE, interval: 20 }).toBe(event?.seq),
      ),
    )
    taken.push(performance.now() - written)
  }
  // Of five, so that one pause of a busy machine does not count as ours.
  expect(taken.toSorted((one, other) => one - other)[2]).toBeLessThan(1_000)
})

it('while the database is away under load, reads go on and say so, writes fail clearly, and all comes back', async ({
  task,
}) => {
  const reading = replicas.map((replica) => readers(replica, 4))
  const writing = writer()
  await wait(1_000)
  const gone = Date.now()
  await server.halt()
  await wait(OUTAGE_MS)
  for (const { address } of replicas) {
    const refused = await fetch(`${address}/v1/officers/audit`, { headers: OFFICER })
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5'])
    expect(await refused.json()).toMatchObject({ type: '/docs#problem-database-unavailable' })
    expect((await fetch(`${address}/readyz`)).status).toBe(200)
    expect(await (await fetch(`${address}/readyz`)).text()).toMatch(/not confirmed for \d+ s/)
  }
  const back = Date.now()
  await server.resume()
  for (const replica of replicas) {
    const staleness = async () => (await fetch(`${replica.address}/readyz`)).text()
    await expect.poll(staleness, PATIENCE).not.toContain('not confirmed')
    const audit = () => fetch(`${replica.address}/v1/officers/audit`, { headers: OFFICER })
    await expect.poll(async () => (await audit()).status, PATIENCE).toBe(200)
  }
  await wait(500)
  const { acknowledged, failures } = await writing.stop()
  const seen = (await Promise.all(reading.map(({ stop }) => stop()))).flat()

  expect(seen.length).toBeGreaterThan(100)
  expect(seen.filter(({ status }) => status !== 200)).toEqual([])
  const whileAway = seen.filter(({ at }) => at > gone + STALE_AFTER_MS + 1_500 && at < back)
  expect(whileAway.length).toBeGreaterThan(10)
  expect(whileAway.filter(({ stale }) => stale === 0)).toEqual([])
  expect(seen.filter(({ at, stale }) => at < gone && stale > 0)).toEqual([])

  expect(failures.length).toBeGreaterThan(0)
  expect(failures.filter((error) => !isDatabaseGone(error))).toEqual([])
  const kept = await store.db.selectFrom('events').select('id').where('id', 'like', 'outage-%').execute()
  expect(kept.map(({ id }) => id).toSorted()).toEqual(
    Array.from({ length: made }, (_, place) => `outage-${place + 1}`).toSorted(),
  )
  expect(acknowledged.length).toBe(new Set(acknowledged).size)
  const verified = await verifyRecord(store)
  expect(verified).toMatchObject({ intact: true })
  for (const replica of replicas) {
    await expect.poll(() => seqAt(replica)).toBe(verified.intact ? verified.head.seq : -1)
  }
  task.meta.figure = `away for ${OUTAGE_MS / 1_000} s, ${seen.length} answers, ${acknowledged.length} writes`
})

it('a database that stalls and says nothing is noticed as well, and no answer waits for it', async () => {
  const reading = readers(replicas[0] as Running, 2)
  server.stall()
  try {
    await wait(STALE_AFTER_MS + 1_500)
    const answer = await fetch(`${replicas[0]?.address}/v1/treaties`)
    expect([answer.status, Number(answer.headers.get('record-stale')) >= 3]).toEqual([200, true])
  } finally {
    server.wake()
  }
  const staleness = async () => (await fetch(`${replicas[0]?.address}/readyz`)).text()
  await expect.poll(staleness, PATIENCE).not.toContain('not confirmed')
  expect((await reading.stop()).filter(({ status }) => status !== 200)).toEqual([])
})
