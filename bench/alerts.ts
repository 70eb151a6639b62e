import { createServer, request } from 'node:http'
import { sql } from 'kysely'
import { deliverDue } from '../jobs/deliver-due.ts'
import { USUAL_INTEREST } from '../src/alerts/subscription.ts'
import { deliveryMeans } from '../src/network/delivery-means.ts'
import { appendEvents } from '../src/store/append-events.ts'
import { insertRows } from '../src/store/insert-rows.ts'
import { loadPacks } from '../src/store/load-pack.ts'
import { migrate } from '../src/store/migrate.ts'
import { openPglite } from '../src/store/open-pglite.ts'
import { openPostgres } from '../src/store/open-postgres.ts'
import { readMigrations } from '../src/store/read-migrations.ts'
import type { Store } from '../src/store/store.ts'
import { createSubscription, deleteSubscription, findSubscription } from '../src/store/subscriptions.ts'
import { vacuumEmbedded } from '../src/store/vacuum-embedded.ts'
import { smallPack } from '../test/pack/small-pack.ts'
import { draft } from '../test/record/draft.ts'
import { startPostgres } from '../test/store/postgres-server.ts'

const SUBSCRIPTIONS = Number(process.env['SUBSCRIPTIONS'] ?? 100_000)
const DELIVERIES = Number(process.env['DELIVERIES'] ?? 4_000)
const CONCURRENCY = 128
const TURNS = 3
const AT = new Date().toISOString()
const TODAY = AT.slice(0, 10)

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN
}

/** Subscriptions of all signatures, made in the database from one that the program made. */
async function subscribe({ db }: Store, address: string, count: number): Promise<void> {
  const { name } = await createSubscription(db, {
    channel: 'webhook',
    address,
    interest: { ...USUAL_INTEREST, kinds: ['signature'] },
    timing: { digest: 'at_once', hour: 8, time_zone: 'UTC', heartbeat: false, language: 'en' },
    madeBy: 'bench',
    at: AT,
  })
  const first = await findSubscription(db, name)
  if (first === null) throw new Error('not kept')
  await sql`
    insert into subscriptions (name, interest, channel, address, state, digest, hour, time_zone, heartbeat, created_at, secret)
    select 'sub_' || place, interest, channel, address, 'active', digest, hour, time_zone, heartbeat, created_at, secret
    from subscriptions, generate_series(1, ${count}) as place where id = ${first.id}`.execute(db)
  await deleteSubscription(db, first.id)
  await sql`analyze subscriptions`.execute(db)
}

let written = 0
/** One signature through the real path, with everything that it brings. */
async function writeEvent(store: Store): Promise<void> {
  written += 1
  const id = `signed-${written}`
  await appendEvents(store, [
    draft({
      id,
      treaty: 'C',
      participant: 'CCC',
      action: 'signature',
      action_date: '2026-01-05',
      known_on: TODAY,
    }),
  ])
}

const COLUMNS = [
  'mark',
  'subscription',
  'number',
  'kind',
  'decision',
  'facts',
  'corrects',
  'state',
  'queued_at',
  'channel',
  'due_at',
]

type Bare = { readonly values: number; readonly select: number }

/** The rows that the last event brought, written again without anything around it: as a program would that holds them,
 *  and as the database does that holds them already, which no program can beat. */
async function insertBare(store: Store): Promise<Bare> {
  const columns = sql.join(COLUMNS.map((column) => sql.ref(column)))
  const last = sql`where decision = (select max(decision) from deliveries)`
  const rows = await sql<Record<string, unknown>>`select ${columns} from deliveries ${last}`.execute(store.db)
  const take = sql`create temporary table taken as select ${columns} from deliveries ${last}`
  const insert = { table: 'deliveries', columns: COLUMNS }
  await sql`drop table if exists taken`.execute(store.db)
  await take.execute(store.db)
  await sql`delete from deliveries ${last}`.execute(store.db)
  const select = await timed(() =>
    sql`insert into deliveries (${columns}) select ${columns} from taken`.execute(store.db),
  )
  await sql`delete from deliveries ${last}`.execute(store.db)
  const values = await timed(() =>
    store.db.transaction().execute((trx) => insertRows(trx, insert, rows.rows)),
  )
  return { values, select }
}

async function benchDeciding(store: Store, engine: string): Promise<void> {
  await subscribe(store, 'https://example.org/', SUBSCRIPTIONS)
  const ours: number[] = []
  const bare: Bare[] = []
  for (let round = 0; round < 3; round += 1) {
    ours.push(await timed(() => writeEvent(store)))
    bare.push(await insertBare(store))
  }
  const one = median(ours)
  const [values, select] = [median(bare.map((time) => time.values)), median(bare.map((time) => time.select))]
  const times = (other: number) =>
    `${other.toFixed(0)} ms, ours takes ${(one / other).toFixed(2)} times as long`
  say(
    `${engine}: one event to ${SUBSCRIPTIONS} subscriptions, decided and queued: ${one.toFixed(0)} ms (aim: at most 2 times a bare INSERT)\n` +
      `  a bare multi-row INSERT of the same rows, by a program that holds them: ${times(values)}\n` +
      `  a bare INSERT … SELECT of the same rows, already in the database: ${times(select)}`,
  )
}

async function receiver(): Promise<{ readonly address: string; readonly close: () => void }> {
  const server = createServer((asked, response) => {
    asked.resume()
    asked.once('end', () => response.writeHead(204).end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const at = server.address()
  if (at === null || typeof at === 'string') throw new Error('no port')
  return { address: `http://127.0.0.1:${at.port}/`, close: () => server.close() }
}

function post(address: string, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(address, {
      method: 'POST',
      agent: false,
      headers: { 'content-type': 'application/json' },
    })
    sent.once('error', reject)
    sent.once('response', (answer) => answer.resume().once('end', resolve))
    sent.end(body)
  })
}

/** So many POST requests of the same size from Node's own client, as many at once, each over a connection of its own as to
 *  receivers that are each another host. */
async function postBare(address: string, count: number): Promise<void> {
  const body = JSON.stringify({ type: 'bench', data: 'x'.repeat(700) })
  let left = count
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1
      await post(address, body)
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, worker))
}

type Turn = { readonly ours: number; readonly bare: number }

/** Deliveries of one event to so many, and as many bare requests: how many of each a second. */
async function deliverOnce(store: Store, address: string, count: number): Promise<Turn> {
  // Deleting a hundred thousand one by one, with all that hangs on them, would take the embedded database minutes.
  await sql`truncate subscriptions cascade`.execute(store.db)
  await subscribe(store, address, count)
  await writeEvent(store)
  const means = deliveryMeans({
    smtpUrl: null,
    mailFrom: null,
    publicUrl: 'http://127.0.0.1:8787',
    permitted: ['127.0.0.0/8'],
    outbox: { keep: async () => undefined, list: async () => [], remove: async () => undefined },
    version: 'bench',
  })
  // As the program does each minute, and a server by itself.
  await vacuumEmbedded(store)
  const { signal } = new AbortController()
  const ours = await timed(() => deliverDue({ store, means, now: Date.now, signal }))
  const bare = await timed(() => postBare(address, count))
  const { rows } = await sql<{ left: number }>`
    select count(*) as left from deliveries where state <> 'accepted'`.execute(store.db)
  if (rows[0]?.left !== 0) throw new Error(`${rows[0]?.left} were not delivered`)
  return { ours: (count / ours) * 1000, bare: (count / bare) * 1000 }
}

/** In turns, after one of each that only warms up. */
async function benchDelivering(store: Store, engine: string): Promise<void> {
  const target = await receiver()
  await deliverOnce(store, target.address, Math.ceil(DELIVERIES / 4))
  const turns: Turn[] = []
  for (let turn = 0; turn < TURNS; turn += 1) turns.push(await deliverOnce(store, target.address, DELIVERIES))
  const [ours, bare] = [median(turns.map((turn) => turn.ours)), median(turns.map((turn) => turn.bare))]
  const share = median(turns.map((turn) => turn.ours / turn.bare))
  say(
    `${engine}: ${ours.toFixed(0)} signed deliveries a second, each on record; a bare client with ${CONCURRENCY} at once: ${bare.toFixed(0)} requests a second; ours is ${share.toFixed(2)} of it (aim: at least 0.5)`,
  )
  target.close()
}

async function bench(store: Store, engine: string): Promise<void> {
  await migrate(store.db, readMigrations())
  await loadPacks(store, [{ folder: 'small', files: smallPack() }])
  await benchDeciding(store, engine)
  await benchDelivering(store, engine)
  await store.close()
}

/** One of `server` and `embedded`; both when left out. */
const ENGINE = process.env['BENCH_ENGINE']

if (ENGINE !== 'embedded') {
  const { url, stop } = await startPostgres()
  await bench(await openPostgres(url), 'PostgreSQL')
  await stop()
}
if (ENGINE !== 'server') {
  const embedded = await openPglite({ folder: null })
  await bench({ ...embedded, engine: 'embedded', place: 'memory', announce: () => undefined }, 'PGlite')
}
