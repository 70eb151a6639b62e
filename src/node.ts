import { hostname } from 'node:os'
import type { JobContext } from '../jobs/job.ts'
import { jobFigures } from '../jobs/job-figures.ts'
import { reportJobs } from '../jobs/report-jobs.ts'
import { runJobNow } from '../jobs/run-job.ts'
import { JOBS } from '../jobs/schedule.ts'
import { startDeliveries } from '../jobs/start-deliveries.ts'
import { startJobs } from '../jobs/start-jobs.ts'
import packageFile from '../package.json' with { type: 'json' }
import type { JobsReport } from './answers/jobs.ts'
import { nearestWord } from './answers/nearest.ts'
import { viewChecked } from './answers/record-view.ts'
import type { AlertSettings } from './cli/alert-settings.ts'
import { answeringAtOnce } from './http/answer-at-once.ts'
import { createApp } from './http/app.ts'
import { clientBehind } from './http/client.ts'
import { type Condition, secondsStale } from './http/condition.ts'
import { costlyQueue } from './http/costly-queue.ts'
import { saidAlways } from './http/guard.ts'
import { REFUSAL_HEADERS } from './http/headers.ts'
import { startMetrics } from './http/metrics.ts'
import { startOfficers } from './http/officers.ts'
import { limitRates } from './http/rates.ts'
import { rememberAnswers } from './http/ready-answers.ts'
import { watchedAnswers } from './http/watched-answers.ts'
import { InputError } from './law/input-error.ts'
import { closeGently, type ListenAt, listen, makeServer } from './listen.ts'
import { deliveryMeans } from './network/delivery-means.ts'
import { type Fetching, fetchingWith } from './network/fetching.ts'
import { detailOf, messageOf } from './record/error-text.ts'
import { oneLine } from './record/one-line.ts'
import type { RecordSnapshot } from './record/snapshot.ts'
import { askTogether } from './store/ask-together.ts'
import { firstRecord } from './store/first-record.ts'
import { followRecord } from './store/follow-record.ts'
import type { RunEnd } from './store/job-runs.ts'
import { keptProjections } from './store/kept-projections.ts'
import { type KeyPlace, signersAt } from './store/key-file.ts'
import { viewGrown } from './store/newest-view.ts'
import { type OpenedStore, openingNotes } from './store/open-store.ts'
import { outageText } from './store/outage.ts'
import { outboxFolder, outboxIn } from './store/outbox-folder.ts'
import { readFigures } from './store/read-figures.ts'
import { reportReconciliation } from './store/report-reconciliation.ts'
import type { Store } from './store/store.ts'
import { threadScrypt as scrypt } from './store/thread-scrypt.ts'
import { throughFileBeside } from './store/through-file.ts'

export type ServeOptions = ListenAt & {
  /** Address of a read replica of the server that is written to; null for none. */
  readonly readUrl: string | null
  /** Whether one line is written for each request. */
  readonly logRequests: boolean
  /** How long it goes on answering, and says that it is stopping, after it was told to stop. */
  readonly stopDelayMs: number
  /** Whether scheduled jobs run in this process. */
  readonly jobs: boolean
  /** Hash of a token that has every scope, as ADMIN_TOKEN_HASH has it; null for none. */
  readonly adminTokenHash: string | null
  /** Where the keys are that sign checkpoints and exports. */
  readonly keys: KeyPlace
  /** Requests of one client in a minute. */
  readonly perMinute: number
  /** Rows of the longest file of the whole record that is given. */
  readonly exportRows: number
  /** How many proxies of our own stand before the server. */
  readonly proxies: number
  readonly alerts: AlertSettings
  readonly fetching: Fetching
  readonly out: (text: string) => void
  readonly err: (text: string) => void
}

const { version } = packageFile
const HEAD_EVERY_MS = 250
const LAST_REQUESTS_MS = 10_000
const DELIVER_EVERY_MS = 1_000
/** Where links lead that a command sends while no server says its address. */
const USUAL_ADDRESS = 'http://127.0.0.1:8787'
const IDLE_MS = 300

/** This process, as runs of jobs name it. */
function thisProcess(): string {
  return `${hostname()}:${process.pid}`
}

/** Every job of the program with its newest runs. */
export function jobsOf(store: OpenedStore): Promise<JobsReport> {
  return reportJobs(JOBS, { store, now: Date.now })
}

/** Runs one job now. Throws InputError for a name that no job bears. */
export async function runJobByName(
  store: OpenedStore,
  name: string,
  given: {
    readonly keys: KeyPlace
    readonly alerts: AlertSettings
    readonly fetching: Fetching
    readonly say: (text: string) => void
  },
): Promise<RunEnd> {
  const job = JOBS.find((each) => each.name === name)
  if (job === undefined) {
    const names = JOBS.map((each) => each.name)
    const near = nearestWord(name, names)
    const accepted = `the name of a job: ${names.join(', ')}`
    throw new InputError([
      { field: 'name', value: name, accepted, ...(near === undefined ? {} : { nearest: near }) },
    ])
  }
  const stop = new AbortController()
  void toldToStop().then(() => stop.abort())
  const alerts = meansOf(given.alerts, USUAL_ADDRESS)
  const signers = () => signersAt(given.keys)
  const { say } = given
  const runBy = thisProcess()
  try {
    const surroundings = { store, say, signers, now: Date.now, runBy, signal: stop.signal, alerts }
    return await runJobNow(job, { ...surroundings, fetching: fetchingWith(given.fetching, version) })
  } finally {
    alerts.close()
  }
}

/** The means by which this process sends alerts; `address` is where it listens. */
function meansOf(
  { smtpUrl, mailFrom, publicUrl, webhookRanges, dataDir }: AlertSettings,
  address: string,
): ReturnType<typeof deliveryMeans> {
  return deliveryMeans({
    smtpUrl,
    mailFrom,
    publicUrl: publicUrl ?? address,
    permitted: webhookRanges,
    outbox: outboxIn(dataDir),
    version,
  })
}

function greeting(address: string, store: OpenedStore, record: RecordSnapshot): string {
  const last = record.events.reduce<string>((day, { known_on }) => (known_on > day ? known_on : day), '')
  const where = store.engine === 'embedded' ? `data in ${store.place}` : `database ${store.place}`
  return `Palermo Tracker at ${address} · ${where} · ${record.head.seq} events, the last known on ${last}\n`
}

/** Resolves with the signal when the process is told to stop. */
function toldToStop(): Promise<'SIGINT' | 'SIGTERM'> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(signal))
  })
}

function elapsed(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

/** The database that is read from: the read replica where there is one. Throws InputError where its address is none, or it
 *  does not let the program in. */
async function openReading(store: OpenedStore, readUrl: string | null): Promise<Store> {
  if (readUrl === null) return store
  const { openReadReplica } = await import('./store/open-postgres.ts')
  return openReadReplica(readUrl)
}

/** Keeps the newest view of the record, and knows how old it may be. */
async function followView(store: OpenedStore, reading: Store, say: (text: string) => void) {
  const record = await firstRecord(store, reading, say)
  const kept = { view: viewGrown(record) }
  const following = followRecord(reading, {
    from: record,
    primary: store,
    everyMs: HEAD_EVERY_MS,
    now: Date.now,
    onRecord: (grown) => {
      kept.view = viewGrown(grown)
    },
    onChecked: (freshness) => {
      kept.view = viewChecked(kept.view, freshness)
    },
    onLost: (error) => say(`The database could not be asked; what was read goes on: ${messageOf(error)}`),
    onFound: () => say('The database can be asked again.'),
  })
  return {
    view: () => kept.view,
    staleFor: () => secondsStale(following.unconfirmedSince(), Date.now()),
    stop: following.stop,
  }
}

type Followed = Awaited<ReturnType<typeof followView>>

/** The program behind HTTP, with all that Node gives it. */
function answering(
  store: OpenedStore,
  { view, condition }: { readonly view: Followed['view']; readonly condition: Condition },
  { signers, ...options }: ServeOptions & { readonly signers: JobContext['signers'] },
) {
  const metrics = startMetrics()
  const jobs = askTogether(() => jobsOf(store))
  const clientOf = clientBehind(options.proxies)
  const { publicUrl, smtpUrl, webhookRanges } = options.alerts
  const secure = publicUrl?.startsWith('https:') ?? false
  const { adminTokenHash, perMinute } = options
  const rates = limitRates({ perMinute, now: Date.now })
  const ready = rememberAnswers()
  const officers = startOfficers({ store, adminTokenHash, clientOf, secure, scrypt, now: Date.now })
  const app = createApp({
    view,
    publicUrl,
    desk: { officers, store, stream: throughFileBeside(store) },
    alerts: { clientOf, outbox: smtpUrl === null, webhookRanges },
    checkpoints: { store, signers },
    exportRows: options.exportRows,
    guard: { clientOf, secure, perMinute, rates, costly: costlyQueue(), now: Date.now },
    ready,
    projections: askTogether(() => keptProjections(store.db)),
    version,
    jobs,
    metrics,
    condition,
    figures: async () => [...jobFigures(await jobs()), ...(await readFigures(store.db))],
    ...(options.logRequests ? { log: (line: string) => options.out(`${line}\n`) } : {}),
    reconciliation: askTogether(() => reportReconciliation(store, Date.now())),
    drawPng: async (svg) => (await import('./draw-png.ts')).drawPng(svg),
    report: (error) => options.err(outageText(error) ?? detailOf(error)),
  })
  const fetch = watchedAnswers(app.fetch, { condition, metrics })
  const always = saidAlways(secure)
  const atOnce = answeringAtOnce({ ready, clientOf, rates, always, condition, metrics })
  // Where each request is to be logged, each goes through the app.
  return { fetch, first: options.logRequests ? null : atOnce, always: { ...REFUSAL_HEADERS, ...always } }
}

async function serveFollowed(store: OpenedStore, followed: Followed, options: ServeOptions): Promise<void> {
  const stop = toldToStop()
  let stopping = false
  const condition: Condition = { staleFor: followed.staleFor, isStopping: () => stopping }
  const signers = () => signersAt(options.keys)
  const answers = answering(store, { view: followed.view, condition }, { ...options, signers })
  const server = makeServer(answers)
  const address = await listen(server, options)
  store.announce(address)
  const stopWork = options.jobs ? startWork(store, options, { address, signers }) : async () => undefined
  options.out(greeting(address, store, followed.view().record))
  const signal = await stop
  stopping = true
  const close = async (): Promise<void> => {
    // Who stops it by hand waits for nothing.
    if (signal === 'SIGTERM') await elapsed(options.stopDelayMs)
    await closeGently(server, { idleMs: signal === 'SIGTERM' ? IDLE_MS : 0, longestMs: LAST_REQUESTS_MS })
  }
  await Promise.all([stopWork(), close()])
}

async function serveStore(store: OpenedStore, reading: Store, options: ServeOptions): Promise<void> {
  const followed = await followView(store, reading, (text) => options.err(text))
  try {
    await serveFollowed(store, followed, options)
  } finally {
    await followed.stop()
  }
}

/** Starts the clock of jobs, and sends alerts each second. Returns a function that stops both. */
function startWork(
  store: OpenedStore,
  options: ServeOptions,
  { address, signers }: { readonly address: string; readonly signers: () => ReturnType<typeof signersAt> },
): () => Promise<void> {
  const say = (text: string): void => options.err(text)
  const means = meansOf(options.alerts, address)
  if (options.alerts.smtpUrl === null) {
    say(`No SMTP_URL is set: e-mail is written as files to ${outboxFolder(options.alerts.dataDir)}`)
  }
  const stopJobs = startJobs(JOBS, {
    ...{ store, say, signers, runBy: thisProcess(), alerts: means },
    fetching: fetchingWith(options.fetching, version),
  })
  const stopDeliveries = startDeliveries({ store, means, now: Date.now, everyMs: DELIVER_EVERY_MS, say })
  return async () => {
    await Promise.all([stopJobs(), stopDeliveries()])
    means.close()
  }
}

/** Serves the record, and ends in good order when told to: what is under way is finished, then the database is closed.
 *  Throws InputError for a port, a host or a read replica that cannot be had. */
export async function serve(store: OpenedStore, given: ServeOptions): Promise<void> {
  const options = { ...given, err: (text: string) => given.err(`${oneLine(text.trimEnd())}\n`) }
  for (const note of openingNotes(store)) options.err(`Note: ${note}`)
  try {
    const reading = await openReading(store, options.readUrl)
    try {
      await serveStore(store, reading, options)
    } finally {
      if (reading !== store) await reading.close()
    }
  } finally {
    await store.close()
  }
}
