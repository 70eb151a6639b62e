import { Hono } from 'hono'
import { USUAL_EXPORT_ROWS } from '../answers/export-rows.ts'
import type { Figure } from '../answers/figure.ts'
import type { JobsReport } from '../answers/jobs.ts'
import type { ReconciliationReport } from '../answers/reconciliation.ts'
import type { RecordView } from '../answers/record-view.ts'
import { RESOURCES } from '../answers/resources.ts'
import { type Scoreboard, scoreboardOf } from '../answers/scoreboard.ts'
import { dayOfMoment, type PlainDate } from '../law/plain-date.ts'
import type { KeptProjection } from '../projection/kept-projection.ts'
import type { Store } from '../store/store.ts'
import { answering, type Serving } from './answering.ts'
import { addCheckpointRoutes, type CheckpointSource } from './api/checkpoints.ts'
import { addDifferenceRoutes } from './api/differences.ts'
import { addOfficerRoutes, type TextStream } from './api/officers.ts'
import { addReport, keepFor, type ReportMeans } from './api/report.ts'
import { JOBS, RECONCILIATION, SCOREBOARD } from './api/reports.ts'
import { addSubscriptionRoutes } from './api/subscriptions.ts'
import { type BaseOf, baseUnder } from './base-address.ts'
import type { ClientOf } from './client.ts'
import { AS_USUAL, type Condition } from './condition.ts'
import { explainError, RecordUnavailable } from './explain-error.ts'
import { EXPORT_PATH, exportResponse } from './export.ts'
import { addFeeds } from './feeds/add-feeds.ts'
import { endingsOf } from './forms.ts'
import { type GuardOptions, guard } from './guard.ts'
import { PREFLIGHT_HEADERS } from './headers.ts'
import { indexText } from './index-response.ts'
import { type Metrics, startMetrics } from './metrics.ts'
import { nothingThere } from './nothing-there.ts'
import type { Officers } from './officers.ts'
import { openApiDocument } from './openapi.ts'
import { addOperations } from './operations.ts'
import { addOtherForms } from './other-forms.ts'
import { addPages } from './pages/add-pages.ts'
import { addAlertPages } from './pages/alerts/add-alert-pages.ts'
import { addDeskPages } from './pages/desk/add-desk-pages.ts'
import type { DrawPng } from './pages/pictures/draw-png.ts'
import { LANGUAGES } from './pages/text/languages.ts'
import { textIn } from './pages/text/text.ts'
import { problemResponse } from './problem.ts'
import type { ReadyAnswers } from './ready-answers.ts'
import { refuseWhereNone } from './refuse-parameters.ts'
import { rememberBodies } from './remembered-bodies.ts'
import { requestLog } from './request-log.ts'
import { refuseFromElsewhere } from './sent-from.ts'
import { unchanging } from './unchanging.ts'
import { addWorkbooks } from './workbook.ts'

/** What the program around gives. */
export type AppOptions = {
  /** The newest record. A promise only while none has been read; when it is rejected the answer is 503. */
  readonly view: () => RecordView | Promise<RecordView>
  /** Version of the program: answers of another version are other answers. */
  readonly version: string
  /** Scheduled jobs and their runs, asked of the database; there is no such address when left out. */
  readonly jobs?: () => Promise<JobsReport>
  /** Every projection that was kept, asked of the database; there is no scoreboard when left out. */
  readonly projections?: () => Promise<readonly KeptProjection[]>
  /** The record against each source, asked of the database; there is no such address when left out. */
  readonly reconciliation?: () => Promise<ReconciliationReport>
  /** Address under which readers reach the program, without a slash at its end; the host that each request names when
   *  left out or null. */
  readonly publicUrl?: string | null
  /** Who may do more than read, and where that is done; only reading when left out. */
  readonly desk?: { readonly officers: Officers; readonly store: Store; readonly stream?: TextStream }
  /** Who may subscribe, beside `desk`; nobody when left out. `outbox`: mail is written as files. `webhookRanges`: where
   *  webhooks may go beside the open Internet. */
  readonly alerts?: {
    readonly clientOf: ClientOf
    readonly outbox: boolean
    readonly webhookRanges?: readonly string[]
  }
  /** Signs the state of the record; there are no signatures when left out. */
  readonly checkpoints?: CheckpointSource
  /** Rows of the longest file of the whole record that is given; a million when left out. */
  readonly exportRows?: number
  /** How long a stream of events counts as open without a sign of life; for good when left out. */
  readonly streamLostMs?: number
  /** Draws pictures as PNG; there are none such when left out. */
  readonly drawPng?: DrawPng
  /** Limits on what each client asks; only those that need no name of a client when left out. */
  readonly guard?: GuardOptions
  /** Milliseconds since 1970; the clock of the machine when left out. */
  readonly now?: () => number
  /** Bytes of answers kept ready. */
  readonly memoryBytes?: number
  /** Learns where answers were given, so that what stands before the app can give the next ones. */
  readonly ready?: ReadyAnswers
  /** Where figures of answers are kept; its own when left out. */
  readonly metrics?: Metrics
  /** Figures that the database is asked for, for `/metrics`. */
  readonly figures?: () => Promise<readonly Figure[]>
  readonly condition?: Condition
  /** Takes one line for each request; none is written when left out. */
  readonly log?: (line: string) => void
  /** Told of errors that are ours; nothing of them is sent. */
  readonly report?: (error: unknown) => void
}

const text = textIn(LANGUAGES[0])
const MEMORY_BYTES = 64 * 1024 * 1024
const DAY_MS = 86_400_000

/** Today in UTC, worked out once a day. */
function dayClock(now: () => number): () => PlainDate {
  let known = { number: Number.NaN, day: dayOfMoment(now()) }
  return () => {
    const number = Math.floor(now() / DAY_MS)
    if (number !== known.number) known = { number, day: dayOfMoment(now()) }
    return known.day
  }
}

function addResources(app: Hono, serving: Serving): void {
  for (const resource of RESOURCES) {
    const route = resource.path.replace(/\{(\w+)\}/g, ':$1')
    if (/:\w+$/.test(route)) {
      app.get(route, answering({ resource, fixed: null }, serving))
      continue
    }
    for (const fixed of endingsOf(resource)) {
      app.get(`${route}${fixed.ending}`, answering({ resource, fixed }, serving))
    }
  }
}

/** Adds what the database is asked for each time, because no view of the record holds it. */
function addReports(
  app: Hono,
  { jobs, reconciliation }: Pick<AppOptions, 'jobs' | 'reconciliation'>,
  given: Omit<ReportMeans<object>, 'make'> & {
    readonly now: () => number
    readonly scoreboard: (() => Promise<Scoreboard>) | null
  },
): void {
  const { now, scoreboard } = given
  if (jobs) addReport(app, JOBS, { ...given, make: keepFor(JOBS.keptMs, jobs, now) })
  if (reconciliation) {
    addReport(app, RECONCILIATION, { ...given, make: keepFor(RECONCILIATION.keptMs, reconciliation, now) })
  }
  if (scoreboard !== null) addReport(app, SCOREBOARD, { ...given, make: scoreboard })
}

/** The whole program as seen through HTTP: data, documents and pages of one record. It uses nothing that is only in
 *  Node, so the same runs at the edge. */
export function createApp(options: AppOptions): Hono {
  const { version, now = Date.now, report = () => undefined, metrics = startMetrics() } = options
  const { condition = AS_USUAL, figures = async () => [], ready = null } = options
  const view = () => {
    const found = options.view()
    return found instanceof Promise ? found.catch(unavailable) : found
  }
  const app = new Hono()
  const memory = rememberBodies(options.memoryBytes ?? MEMORY_BYTES)
  const today = dayClock(now)
  const baseOf = baseUnder(options.publicUrl ?? null)
  const serving: Serving = { view, today, version, baseOf, memory, ready, counted: metrics.counted }
  let newest: RecordView | undefined
  const read = async (): Promise<RecordView> => {
    newest = await view()
    return newest
  }

  const signers = options.checkpoints?.signers ?? (async () => [])
  const logAround = options.log ? requestLog(app, options.log, now) : () => undefined
  refuseFromElsewhere(app)
  refuseWhereNone(app)
  // Before the addresses of single events, of which `stream` would otherwise be one.
  addFeeds(app, { view, today, version, baseOf, ...streamMeans(options) })
  addOtherForms(app)
  addWorkbooks(app, { view, today, baseOf, version })
  addResources(app, serving)
  app.get('/v1', async (c) => unchanging(c, { version, type: 'application/json' }, await read(), indexText))
  const exporting = { version, signers, mostRows: options.exportRows ?? USUAL_EXPORT_ROWS }
  app.get(`${EXPORT_PATH}/:file`, async (c) => exportResponse(c, await read(), exporting))
  addDeskRoutes(app, options, { view, now, baseOf })
  if (options.checkpoints) addCheckpointRoutes(app, { ...options.checkpoints, read })
  const scoreboard = scoreboardMeans(options, { read, today, now })
  addReports(app, options, { scoreboard, view: read, today, now, baseOf, report })
  app.get('/openapi.json', async (c) =>
    unchanging(c, { version: `${version}.${today()}`, type: 'application/json' }, await read(), (found) =>
      JSON.stringify(openApiDocument(found, today(), version)),
    ),
  )
  addPages(app, {
    ...serving,
    text,
    means: {
      ...(options.jobs ? { jobs: options.jobs } : {}),
      ...(options.reconciliation ? { reconciliation: options.reconciliation } : {}),
      ...(scoreboard ? { scoreboard } : {}),
      ...(options.checkpoints ? { signs: async () => (await signers()).length > 0 } : {}),
      hasPng: options.drawPng !== undefined,
    },
    ...(options.drawPng === undefined ? {} : { drawPng: options.drawPng }),
  })
  addOperations(app, { read, newest: () => newest, memory, metrics, condition, figures, report })
  app.options('*', () => new Response(null, { status: 204, headers: PREFLIGHT_HEADERS }))
  app.on(['POST', 'PUT', 'PATCH', 'DELETE'], '*', (c) =>
    problemResponse({
      kind: 'method-not-allowed',
      detail: 'Everything here is read with GET or HEAD.',
      instance: c.req.path,
      headers: { allow: 'GET, HEAD, OPTIONS' },
    }),
  )
  app.notFound((c) => nothingThere(c, { text, read, today }))
  app.onError((error, c) => explainError(error, c, report))
  guard(app, options.guard ?? { perMinute: null, secure: false, now, clientOf: () => 'anybody' })
  logAround()
  return app
}

/** Whose streams are counted, for how long one counts that says nothing, and when all end. */
function streamMeans({ guard, streamLostMs, condition = AS_USUAL }: AppOptions) {
  return { clientOf: guard?.clientOf, lostMs: streamLostMs, isStopping: condition.isStopping }
}

/** Adds what officers and subscribers do. */
function addDeskRoutes(
  app: Hono,
  { desk, alerts }: AppOptions,
  program: {
    readonly view: () => RecordView | Promise<RecordView>
    readonly now: () => number
    readonly baseOf: BaseOf
  },
): void {
  if (desk === undefined) return
  addOfficerRoutes(app, desk)
  addDifferenceRoutes(app, { ...desk, now: program.now })
  addDeskPages(app, { ...desk, ...program, text })
  if (alerts === undefined) return
  const means = { ...desk, ...alerts, ...program }
  addSubscriptionRoutes(app, means)
  addAlertPages(app, { ...means, text })
}

/** How the scoreboard is made; null where nobody can be asked for the projections that were kept. */
function scoreboardMeans(
  { projections }: AppOptions,
  program: {
    readonly read: () => Promise<RecordView>
    readonly today: () => PlainDate
    readonly now: () => number
  },
): (() => Promise<Scoreboard>) | null {
  if (projections === undefined) return null
  const make = async () => scoreboardOf(await program.read(), await projections(), program.today())
  return keepFor(SCOREBOARD.keptMs, make, program.now)
}

function unavailable(cause: unknown): never {
  throw new RecordUnavailable('the record cannot be read', { cause })
}
