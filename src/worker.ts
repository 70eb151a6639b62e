import { jobFigures } from '../jobs/job-figures.ts'
import { reportJobs } from '../jobs/report-jobs.ts'
import { runDueJob, type Surroundings } from '../jobs/run-job.ts'
import { JOBS } from '../jobs/schedule.ts'
import packageFile from '../package.json' with { type: 'json' }
import { edgeMeans, rangesIn } from './alerts/edge-means.ts'
import { exportRowsIn, USUAL_EXPORT_ROWS } from './answers/export-rows.ts'
import { type RecordView, viewChecked } from './answers/record-view.ts'
import { edgeFetchMeans } from './depositary/edge-fetch-means.ts'
import { readStandIn } from './depositary/stand-in.ts'
import { createApp } from './http/app.ts'
import { clientAtTheEdge } from './http/client.ts'
import { type Condition, secondsStale } from './http/condition.ts'
import { startMetrics } from './http/metrics.ts'
import { startOfficers } from './http/officers.ts'
import { USUAL_RATE } from './http/rates.ts'
import { watchedAnswers } from './http/watched-answers.ts'
import { edgeMail } from './network/edge-mail.ts'
import { isMailServer } from './network/mail-transport.ts'
import { detailOf, messageOf } from './record/error-text.ts'
import { type NoteSigner, readSigners } from './record/note-key.ts'
import { oneLine } from './record/one-line.ts'
import type { RecordSnapshot } from './record/snapshot.ts'
import { knowJob } from './store/job-runs.ts'
import { keptProjections } from './store/kept-projections.ts'
import { viewGrown } from './store/newest-view.ts'
import { openHyperdrive } from './store/open-hyperdrive.ts'
import { outageText } from './store/outage.ts'
import { readFigures } from './store/read-figures.ts'
import { recordWhenAsked } from './store/record-when-asked.ts'
import { reportReconciliation } from './store/report-reconciliation.ts'

// Cloudflare Workers. An isolate answers many requests and keeps the record between them; connections, timers and
// promises belong to one request each.

/** What the platform says of a cron trigger. */
type Trigger = { readonly scheduledTime: number }

/** What wrangler.toml and the secrets give. */
export type Bindings = {
  readonly HYPERDRIVE: { readonly connectionString: string }
  readonly ADMIN_TOKEN_HASH?: string
  readonly SIGNING_KEYS?: string
  readonly JOBS?: string
  readonly LOG_REQUESTS?: string
  readonly WAKE_SECONDS?: string
  readonly EXPORT_ROWS?: string
  readonly PUBLIC_URL: string
  readonly WEBHOOK_RANGES?: string
  readonly SMTP_URL?: string
  readonly MAIL_FROM?: string
  readonly DEPOSITARY_URL?: string
}

const RECORD_KEPT_MS = 500
/** A stream shows each half second that it is alive; one whose reader has left ends here without a word. */
const STREAM_LOST_MS = 5_000
/** A wake-up may use 30 s of processor time; no step of a job takes more than a few. */
const USUAL_WAKE_SECONDS = 10

const { version } = packageFile

function say(text: string): void {
  console.log(text)
}

function report(error: unknown): void {
  say(oneLine(outageText(error) ?? detailOf(error)))
}

/** Rows of the longest file of an export; the usual, and a line in the log, where what is set is no number of rows. */
function exportRowsOf({ EXPORT_ROWS = '' }: Bindings): number {
  try {
    return exportRowsIn(EXPORT_ROWS)
  } catch (error) {
    say(oneLine(messageOf(error)))
    return USUAL_EXPORT_ROWS
  }
}

/** The keys that sign checkpoints and exports; none without the secret. */
function signersOf({ SIGNING_KEYS = '' }: Bindings): Promise<readonly NoteSigner[]> {
  return readSigners(SIGNING_KEYS)
}

function startProgram(env: Bindings) {
  const store = openHyperdrive(env.HYPERDRIVE.connectionString)
  const record = recordWhenAsked({ store, keptMs: RECORD_KEPT_MS, now: Date.now, onError: report })
  let view: RecordView | null = null
  const viewOf = (found: RecordSnapshot): RecordView => {
    if (view?.record === found) return view
    const same = view !== null && view.record.events === found.events
    view = same && view !== null ? viewChecked(view, found) : viewGrown(found)
    return view
  }
  const officers = startOfficers({
    store,
    adminTokenHash: env.ADMIN_TOKEN_HASH ?? null,
    clientOf: clientAtTheEdge,
    secure: true,
    now: Date.now,
  })
  const metrics = startMetrics()
  const condition: Condition = {
    staleFor: () => secondsStale(record.unconfirmedSince(), Date.now()),
    isStopping: () => false,
  }
  const jobs = () => reportJobs(JOBS, { store, now: Date.now })
  const app = createApp({
    view: () => {
      const found = record.read()
      return found instanceof Promise ? found.then(viewOf) : viewOf(found)
    },
    publicUrl: env.PUBLIC_URL.replace(/\/+$/, ''),
    desk: { officers, store },
    // Alerts go out each minute; without a mail server, mail is sent by a replica on Node beside it.
    alerts: { clientOf: clientAtTheEdge, outbox: false, webhookRanges: rangesIn(env.WEBHOOK_RANGES ?? '') },
    checkpoints: { store, signers: () => signersOf(env) },
    exportRows: exportRowsOf(env),
    streamLostMs: STREAM_LOST_MS,
    guard: { clientOf: clientAtTheEdge, secure: true, perMinute: USUAL_RATE, now: Date.now },
    version,
    projections: () => keptProjections(store.db),
    jobs,
    metrics,
    condition,
    figures: async () => [...jobFigures(await jobs()), ...(await readFigures(store.db))],
    ...(env.LOG_REQUESTS === 'on' ? { log: say } : {}),
    reconciliation: () => reportReconciliation(store, Date.now()),
    report,
  })
  return { store, answer: watchedAnswers(app.fetch, { condition, metrics }) }
}

type Program = ReturnType<typeof startProgram>

let started: { readonly env: Bindings; readonly program: Program } | null = null

/** The program of this isolate, begun with its first request: before that nothing may be read or made up. */
function programFor(env: Bindings): Program {
  if (started === null || started.env.HYPERDRIVE.connectionString !== env.HYPERDRIVE.connectionString) {
    started = { env, program: startProgram(env) }
  }
  return started.program
}

/** For how long a wake-up begins further steps of jobs, in milliseconds. Each job takes one step at least. */
function wakeMs({ WAKE_SECONDS = '' }: Bindings): number {
  const seconds = Number(WAKE_SECONDS)
  return 1_000 * (WAKE_SECONDS !== '' && seconds >= 0 ? seconds : USUAL_WAKE_SECONDS)
}

/** What sends mail; null where no mail server is set, or what is set is none. */
function mailOf({ SMTP_URL = '' }: Bindings): ReturnType<typeof edgeMail> | null {
  if (SMTP_URL === '') return null
  if (isMailServer(SMTP_URL)) return edgeMail(SMTP_URL)
  say('SMTP_URL is not an address such as smtps://user:password@mail.example.org: mail waits until it is.')
  return null
}

/** Does whatever is due, one job after the other, whichever trigger it was; what is left over follows with the next one.
 *  `scheduledFor` is its instant, in milliseconds since 1970; from there on a job that was never known before is. */
async function runDueJobs(env: Bindings, scheduledFor: number): Promise<void> {
  const { store } = programFor(env)
  const signers = () => signersOf(env)
  const runBy = `edge:${crypto.randomUUID()}`
  const { signal } = new AbortController()
  const until = Date.now() + wakeMs(env)
  const hasTime = () => Date.now() < until
  const mail = mailOf(env)
  const alerts = edgeMeans({
    ...{ publicUrl: env.PUBLIC_URL, ranges: rangesIn(env.WEBHOOK_RANGES ?? ''), version },
    ...{ sendMail: mail?.send ?? null, mailFrom: env.MAIL_FROM ?? '' },
  })
  const standIn = readStandIn(env.DEPOSITARY_URL)
  const fetching: Surroundings['fetching'] = (sources, stopping) =>
    edgeFetchMeans({ sources, standIn, version, publicUrl: env.PUBLIC_URL, signal: stopping })
  const surroundings = { store, say, signers, runBy, now: Date.now, signal, hasTime, alerts, fetching }
  for (const job of JOBS) {
    try {
      await knowJob(store.db, job.name, new Date(scheduledFor).toISOString())
      await runDueJob(job, surroundings)
    } catch (error) {
      say(`job ${job.name}: the database could not be asked: ${String(error)}`)
    }
  }
  mail?.close()
}

export default {
  fetch: (request: Request, env: Bindings): Response | Promise<Response> =>
    programFor(env).answer(request, env),
  scheduled: async ({ scheduledTime }: Trigger, env: Bindings): Promise<void> => {
    if (env.JOBS !== 'off') await runDueJobs(env, scheduledTime)
  },
}
