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
// failed, every acknowledged event is there, the chain fits, every subscriber has got the same messages, each once, and
// memory is what it was. The writer and the job run in a process of their own, as another replica would.

const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 600)
const CONNECTIONS = Number(process.env['BENCH_CONNECTIONS'] ?? 20)
const SUBSCRIPTIONS = 20
const WRITE_EVERY_MS = 500
const CORRECT_EVERY = 10
const JOB_EVERY_MS = 10_000
const SAMPLES = 20
/** More than two runs of the job that sends them. */
const DRAIN_MS = 150_000
/** Of the last quarter against the second: the first is the warming up. */
const MOST_MEMORY = 1.25
const PATHS = [
  '/v1/treaties/untoc',
  '/v1/treaties/untoc/participants',
  '/v1/treaties/trafficking/threshold',
  '/v1/participants/JPN',
  '/v1/gaps?party=untoc&not_party=firearms',
  '/v1/events?since=1000',
  '/',
]

/** What it is at, so that an end that nobody meant says where it came. */
let doing = 'starting'

process.once('exit', (code) => {
  if (doing === 'done') return
  console.error(`ended while ${doing}, with code ${code}: nothing was found`)
  process.exitCode = code === 0 ? 1 : code
})
for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) {
  process.prependOnceListener(signal, () => console.error(`told to end by ${signal}`))
}

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
ours.child.once('exit', (code, signal) => {
  if (doing === 'stopping') return
  console.error(`the program that was asked ended while ${doing}: code ${code}, signal ${signal}`)
  process.exit(1)
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
      timing: { digest: 'at_once', hour: 8, time_zone: 'UTC', heartbeat: false, language: 'en' },
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
let jobFailures = 0

async function work(): Promise<void> {
  const job = JOBS.find(({ name }) => name === 'verify-record')
  if (job === undefined) throw new Error('no such job')
  const signal = new AbortController().signal
  while (!isOver()) {
    const end = await runJobNow(job, { store, say: () => undefined, now: Date.now, runBy: 'bench', signal })
    if (end.outcome === 'done') runs += 1
    else jobFailures += 1
    await wait(JOB_EVERY_MS)
  }
}

function path(place: number): string {
  const chosen = String(PATHS[place % PATHS.length])
  if (place % 2 === 0) return chosen
  const day = () => addDays(plainDate('2001-01-01'), Math.floor(Math.random() * 9_000))
  return `${chosen}${chosen.includes('?') ? '&' : '?'}as_of=${day()}&known_at=${day()}`
}

const failures = new Map<string, number>()

function failed(how: string): void {
  if (!failures.has(how)) console.error(`after ${Math.round((performance.now() - began) / 1_000)} s: ${how}`)
  failures.set(how, (failures.get(how) ?? 0) + 1)
}

async function read(): Promise<autocannon.Result> {
  let place = 0
  const options: autocannon.Options = {
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
        onResponse: (status, body) => {
          if (status < 200 || status > 299) failed(`${status} ${body.slice(0, 200)}`)
        },
      },
    ],
  }
  return new Promise((resolve, reject) => {
    const instance = autocannon(options, (error, result) => (error ? reject(error) : resolve(result)))
    instance.on('reqError', (error: Error) => failed(error.message))
  })
}

type Told = {
  readonly messages: number
  readonly accepted: number
  /** Kept back, because a correction came before anybody was told. */
  readonly takenBack: number
  readonly mails: number
  readonly even: boolean
}

/** What the subscribers were told, once nothing waits any more. */
async function told(): Promise<Told> {
  const states = () =>
    store.db.selectFrom('deliveries').select(['subscription', 'number', 'state', 'unsent']).execute()
  const until = performance.now() + DRAIN_MS
  let found = await states()
  while (found.some(({ state }) => state === 'queued') && performance.now() < until) {
    await wait(500)
    found = await states()
  }
  const bySubscription = Map.groupBy(found, ({ subscription }) => subscription)
  const numbers = [...bySubscription.values()].map((own) => own.map(({ number }) => Number(number)))
  const isWhole = (own: readonly number[]) =>
    own.toSorted((one, other) => one - other).every((number, place) => number === place + 1)
  const mails = readdirSync(dataDir, { recursive: true }).filter((name) =>
    String(name).endsWith('.eml'),
  ).length
  return {
    messages: found.length,
    accepted: found.filter(({ state }) => state === 'accepted').length,
    takenBack: found.filter(({ state, unsent }) => state === 'parked' && unsent === 'taken_back').length,
    mails,
    even:
      numbers.length === SUBSCRIPTIONS &&
      new Set(numbers.map((own) => own.length)).size === 1 &&
      numbers.every(isWhole),
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Memory of the last quarter of the time against the second. */
function growth(): number {
  const quarter = SAMPLES / 4
  return mean(memory.slice(-quarter)) / mean(memory.slice(quarter, 2 * quarter))
}

const memory: number[] = []

async function watchMemory(): Promise<void> {
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    await wait((SECONDS * 1_000) / SAMPLES)
    memory.push(residentMb(ours.child.pid))
  }
}

try {
  doing = 'subscribing'
  await subscribe()
  doing = 'under load'
  const [found] = await Promise.all([read(), write(), work(), watchMemory()])
  doing = 'looking at what came of it'
  const kept = await store.db.selectFrom('events').select('id').where('id', 'like', 'mixed-%').execute()
  const lost = acknowledged.filter((id) => !kept.some((event) => event.id === id))
  const verified = await verifyRecord(store)
  const heard = await told()
  const grown = growth()
  console.log(`version ${version}, ${SECONDS} s, ${CONNECTIONS} connections`)
  console.log(`requests ${found.requests.total}, p50 ${found.latency.p50} ms, p99 ${found.latency.p99} ms`)
  console.log(`failed ${found.errors}, not 2xx ${found.non2xx}`)
  for (const [how, times] of failures) console.log(`  ${times} × ${how}`)
  console.log(
    `events acknowledged ${acknowledged.length}, lost ${lost.length}, chain intact ${verified.intact}`,
  )
  console.log(
    `messages ${heard.messages}, accepted ${heard.accepted}, taken back before anybody was told ${heard.takenBack}, mails ${heard.mails}, each subscriber the same without a gap ${heard.even}`,
  )
  console.log(`job runs ${runs}, failed ${jobFailures}`)
  console.log(
    `memory MB ${memory.map((mb) => mb.toFixed(0)).join(' ')}, last quarter to second ${grown.toFixed(2)}`,
  )
  const isSettled = heard.accepted + heard.takenBack === heard.messages
  const isTold = heard.even && isSettled && heard.mails === heard.accepted
  const isWhole = found.errors + found.non2xx + lost.length + jobFailures === 0 && verified.intact
  if (!isWhole || !isTold || grown > MOST_MEMORY) process.exitCode = 1
} catch (error) {
  console.error(`failed while ${doing}:`, error)
  process.exitCode = 1
} finally {
  doing = 'stopping'
  await stopProgram(ours)
  await store.close()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
  doing = 'done'
}
