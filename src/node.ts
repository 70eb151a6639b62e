import type { Server } from 'node:http'
import { hostname } from 'node:os'
import { createAdaptorServer } from '@hono/node-server'
import { reportJobs } from '../jobs/report-jobs.ts'
import { runJobNow } from '../jobs/run-job.ts'
import { JOBS } from '../jobs/schedule.ts'
import { startDeliveries } from '../jobs/start-deliveries.ts'
import { startJobs } from '../jobs/start-jobs.ts'
import packageFile from '../package.json' with { type: 'json' }
import type { JobsReport } from './answers/jobs.ts'
import { nearestWord } from './answers/nearest.ts'
import { viewRecord } from './answers/record-view.ts'
import type { AlertSettings } from './cli/alert-settings.ts'
import { createApp } from './http/app.ts'
import { clientBehind } from './http/client.ts'
import { startOfficers } from './http/officers.ts'
import { InputError } from './law/input-error.ts'
import { deliveryMeans } from './network/delivery-means.ts'
import type { RecordSnapshot } from './record/snapshot.ts'
import { askTogether } from './store/ask-together.ts'
import { followRecord } from './store/follow-record.ts'
import type { RunEnd } from './store/job-runs.ts'
import { keptProjections } from './store/kept-projections.ts'
import { type KeyPlace, signersAt } from './store/key-file.ts'
import { loadRecord } from './store/load-record.ts'
import type { OpenedStore } from './store/open-store.ts'
import { keepInOutbox, outboxFolder } from './store/outbox-folder.ts'

export type ServeOptions = {
  readonly port: number
  readonly host: string
  /** Whether scheduled jobs run in this process. */
  readonly jobs: boolean
  /** SHA-256 in hex of a token that has every scope; null for none. */
  readonly adminTokenHash: string | null
  /** Where the keys are that sign checkpoints and exports. */
  readonly keys: KeyPlace
  /** How many proxies of our own stand before the server. */
  readonly proxies: number
  readonly alerts: AlertSettings
  readonly out: (text: string) => void
  readonly err: (text: string) => void
}

const { version } = packageFile
const HEAD_EVERY_MS = 500
const LAST_REQUESTS_MS = 10_000
const DELIVER_EVERY_MS = 1_000
/** Where links lead that a command sends while no server says its address. */
const USUAL_ADDRESS = 'http://127.0.0.1:8787'

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** An error of ours with its place in the program, for the operator only; on one line. */
function detailOf(error: unknown): string {
  const detail = error instanceof Error && error.stack !== undefined ? error.stack : String(error)
  return `Internal error: ${JSON.stringify(detail)}`
}

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
    return await runJobNow(job, { store, say, signers, now: Date.now, runBy, signal: stop.signal, alerts })
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
    keepMail: keepInOutbox(dataDir),
    version,
  })
}

/** Listens, and answers with the address. Throws InputError where the port or the host cannot be had. */
function listen(server: Server, { port, host }: ServeOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const field = error.code === 'EADDRINUSE' || error.code === 'EACCES' ? 'PORT' : 'HOST'
      const value = field === 'PORT' ? String(port) : host
      const accepted = `an address this machine can listen on, free and allowed (${error.code})`
      reject(new InputError([{ field, value, accepted }]))
    })
    server.listen(port, host, () => {
      const at = server.address()
      const named = host.includes(':') ? `[${host}]` : host
      resolve(`http://${named}:${typeof at === 'object' && at !== null ? at.port : port}`)
    })
  })
}

function greeting(address: string, store: OpenedStore, record: RecordSnapshot): string {
  const last = record.events.reduce<string>((day, { known_on }) => (known_on > day ? known_on : day), '')
  const where = store.engine === 'embedded' ? `data in ${store.place}` : `database ${store.place}`
  return `Palermo Tracker at ${address} · ${where} · ${record.head.seq} events, the last known on ${last}\n`
}

/** Resolves when the process is told to stop. */
function toldToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}

/** Takes no new requests and waits for those under way, at most for ten seconds. */
function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), LAST_REQUESTS_MS)
    server.close(() => {
      clearTimeout(cut)
      resolve()
    })
    server.closeIdleConnections()
  })
}

async function serveStore(store: OpenedStore, options: ServeOptions): Promise<void> {
  const stop = toldToStop()
  const record = await loadRecord(store)
  let view = viewRecord(record)
  const signers = () => signersAt(options.keys)
  const officers = startOfficers({
    store,
    adminTokenHash: options.adminTokenHash,
    clientOf: clientBehind(options.proxies),
    now: Date.now,
  })
  const app = createApp({
    view: () => view,
    desk: { officers, store },
    checkpoints: { store, signers },
    version,
    jobs: askTogether(() => jobsOf(store)),
    projections: askTogether(() => keptProjections(store.db)),
    report: (error) => options.err(`${detailOf(error)}\n`),
  })
  const server = createAdaptorServer({ fetch: app.fetch }) as Server
  const address = await listen(server, options)
  store.announce(address)
  const stopFollowing = followRecord(store, {
    from: record,
    everyMs: HEAD_EVERY_MS,
    onRecord: (grown) => {
      view = viewRecord(grown)
    },
    onError: (error) => options.err(`The record could not be read: ${messageOf(error)}\n`),
  })
  const stopWork = options.jobs ? startWork(store, options, { address, signers }) : async () => undefined
  options.out(greeting(address, store, record))
  await stop
  await stopWork()
  await closeServer(server)
  await stopFollowing()
}

/** Starts the clock of jobs, and sends alerts each second. Returns a function that stops both. */
function startWork(
  store: OpenedStore,
  options: ServeOptions,
  { address, signers }: { readonly address: string; readonly signers: () => ReturnType<typeof signersAt> },
): () => Promise<void> {
  const say = (text: string): void => options.err(`${text}\n`)
  const means = meansOf(options.alerts, address)
  if (options.alerts.smtpUrl === null) {
    say(`No SMTP_URL is set: e-mail is written as files to ${outboxFolder(options.alerts.dataDir)}`)
  }
  const stopJobs = startJobs(JOBS, { store, say, signers, runBy: thisProcess(), alerts: means })
  const stopDeliveries = startDeliveries({
    store,
    means,
    now: Date.now,
    everyMs: DELIVER_EVERY_MS,
    onError: (error) => say(`Alerts could not be sent: ${messageOf(error)}`),
  })
  return async () => {
    await Promise.all([stopJobs(), stopDeliveries()])
    means.close()
  }
}

/** Serves the record, and ends in good order when told to: what is under way is finished, then the database is closed.
 *  Throws InputError for a port or a host that cannot be had. */
export async function serve(store: OpenedStore, options: ServeOptions): Promise<void> {
  for (const said of store.recovered) options.err(`Note: ${said}\n`)
  for (const { notices } of store.loads) {
    for (const { message } of notices) options.err(`Note: ${message}\n`)
  }
  try {
    await serveStore(store, options)
  } finally {
    await store.close()
  }
}
