import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import autocannon from 'autocannon'
import { runJobNow } from '../jobs/run-job.ts'
import { JOBS } from '../jobs/schedule.ts'
import { USUAL_INTEREST } from '../src/alerts/subscription.ts'
import { addDays, plainDate } from '../src/law/plain-date.ts'
import type { EventDraft } from '../src/record/event.ts'
import { appendEvents } from '../src/store/append-events.ts'
import { openStore } from '../src/store/open-store.ts'
import { activateSubscription, createSubscription } from '../src/store/subscriptions.ts'
import { verifyRecord } from '../src/store/verify-record.ts'
import { startPostgres } from '../test/store/postgres-server.ts'
import { residentMb, startProgram, stopProgram } from './processes.ts'

// Ten minutes of everything at once on one PostgreSQL: readers with fixed and with random clocks against the served
// program, a writer of acts, corrections, alerts to mailboxes, and a job every ten seconds. Afterwards no request has
// failed, every acknowledged event is there, the chain fits, and memory is what it was.

const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 600)
const CONNECTIONS = Number(process.env['BENCH_CONNECTIONS'] ?? 20)
const SUBSCRIPTIONS = 20
const WRITE_EVERY_MS = 500
const CORRECT_EVERY = 10
const JOB_EVERY_MS = 10_000
const SAMPLES = 10
const PATHS = [
  '/v1/treaties/untoc',
  '/v1/treaties/untoc/participants',
  '/v1/treaties/trafficking/threshold',
  '/v1/participants/JPN',
  '/v1/gaps?party=untoc&not_party=firearms',
  '/v1/events?since=1000',
  '/',
]

const folder = mkdtempSync(join(tmpdir(), 'palermo-mixed-'))
const server = await startPostgres()
const store = await openStore({ dataDir: join(folder, 'none'), databaseUrl: server.url })
const { version } = await import('../package.json', { with: { type: 'json' } }).then((file) => file.default)
const dataDir = join(folder, 'data')
const ours = await startProgram(['src/cli/palermo.js', 'serve'], {
  DATABASE_URL: server.url,
  DATA_DIR: dataDir,
  PORT: '0',
})
const began = performance.now()
const isOver = () => performance.now() - began > SECONDS * 1_000
const today = plainDate(new Date().toISOString().slice(0, 10))

function act(given: Partial<EventDraft> & Pick<EventDraft, 'id' | 'action'>): EventDraft {
  return {
    treaty: 'XVIII-12-c',
    participant: 'TUV',
    action_date: today,
    earliest: null,
    latest: null,
    effect_date: null,
    known_on: today,
    known_on_assumed: false,
    day_known: 'read',
    derivation: null,
    corrects: null,
    signatories: null,
    parties: null,
    source: 'mtdsg-2014-07',
    document: null,
    note: null,
    recorded_by: 'bench',
    ...given,
  }
}

async function subscribe(): Promise<void> {
  const at = new Date().toISOString()
  for (let place = 0; place < SUBSCRIPTIONS; place += 1) {
    await createSubscription(store.db, {
      channel: 'email',
      address: `reader-${place}@example.org`,
      interest: USUAL_INTEREST,
      timing: { digest: 'at_once', hour: 8, time_zone: 'UTC', heartbeat: false },
      madeBy: null,
      at,
    })
  }
  const made = await store.db.selectFrom('subscriptions').select('id').execute()
  for (const { id } of made) await activateSubscription(store.db, id, at)
}

const acknowledged: string[] = []

/** Acts, and every tenth time a correction of the day of the one before. */
async function write(): Promise<void> {
  for (let place = 1; !isOver(); place += 1) {
    const corrects = place % CORRECT_EVERY === 0 ? acknowledged.at(-1) : undefined
    const draft =
      corrects === undefined
        ? act({ id: `mixed-${place}`, action: place % 2 === 0 ? 'denunciation' : 'accession' })
        : act({ id: `mixed-${place}`, action: 'correction', corrects, action_date: addDays(today, -1) })
    const [event] = await appendEvents(store, [draft])
    if (event !== undefined) acknowledged.push(event.id)
    await wait(WRITE_EVERY_MS)
  }
}

let runs = 0

async function work(): Promise<void> {
  const job = JOBS.find(({ name }) => name === 'verify-record')
  if (job === undefined) throw new Error('no such job')
  const signal = new AbortController().signal
  while (!isOver()) {
    const end = await runJobNow(job, { store, say: () => undefined, now: Date.now, runBy: 'bench', signal })
    if (end.outcome !== 'done') throw new Error(end.did)
    runs += 1
    await wait(JOB_EVERY_MS)
  }
}

function path(place: number): string {
  const chosen = String(PATHS[place % PATHS.length])
  if (place % 2 === 0) return chosen
  const day = () => addDays(plainDate('2001-01-01'), Math.floor(Math.random() * 9_000))
  return `${chosen}${chosen.includes('?') ? '&' : '?'}as_of=${day()}&known_at=${day()}`
}

async function read() {
  let place = 0
  return autocannon({
    url: ours.address,
    connections: CONNECTIONS,
    duration: SECONDS,
    timeout: 30,
    requests: [
      {
        setupRequest: (request) => {
          place += 1
          return { ...request, path: path(place) }
        },
      },
    ],
  })
}

const memory: number[] = []

async function watchMemory(): Promise<void> {
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    await wait((SECONDS * 1_000) / SAMPLES)
    memory.push(residentMb(ours.child.pid))
  }
}

try {
  await subscribe()
  const [found] = await Promise.all([read(), write(), work(), watchMemory()])
  const kept = await store.db.selectFrom('events').select('id').where('id', 'like', 'mixed-%').execute()
  const lost = acknowledged.filter((id) => !kept.some((event) => event.id === id))
  const verified = await verifyRecord(store)
  const messages = await store.db.selectFrom('deliveries').select(['state']).execute()
  const mails = readdirSync(dataDir, { recursive: true }).filter((name) =>
    String(name).endsWith('.eml'),
  ).length
  console.log(`version ${version}, ${SECONDS} s, ${CONNECTIONS} connections`)
  console.log(`requests ${found.requests.total}, p50 ${found.latency.p50} ms, p99 ${found.latency.p99} ms`)
  console.log(`failed ${found.errors}, not 2xx ${found.non2xx}`)
  console.log(
    `events acknowledged ${acknowledged.length}, lost ${lost.length}, chain intact ${verified.intact}`,
  )
  console.log(
    `messages ${messages.length}, accepted ${messages.filter(({ state }) => state === 'accepted').length}, files ${mails}`,
  )
  console.log(`job runs ${runs}`)
  console.log(`memory MB ${memory.map((mb) => mb.toFixed(0)).join(' ')}`)
  if (found.errors + found.non2xx + lost.length > 0 || !verified.intact) process.exitCode = 1
} finally {
  await stopProgram(ours)
  await store.close()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
