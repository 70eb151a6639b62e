import type { Hono } from 'hono'
import { type ClientOf, isThisMachine } from './client.ts'
import { costOf, QUEUED, RESTED_AFTER } from './cost.ts'
import type { CostlyQueue } from './costly-queue.ts'
import { queryOf } from './parameters.ts'
import { type ProblemKind, problemResponse } from './problem.ts'
import { type ClientRates, limitRates } from './rates.ts'

/** What one request may take, whoever sends it. */
export const LIMITS = {
  urlBytes: 8 * 1024,
  bodyBytes: 64 * 1024,
  filters: 50,
  timeMs: 10_000,
} as const

export type GuardOptions = {
  readonly clientOf: ClientOf
  /** Requests of one client in a minute; null: as many as it likes. */
  readonly perMinute: number | null
  /** Where requests are counted, if not here alone. */
  readonly rates?: ClientRates
  /** Whether readers come over TLS, so that browsers may be told to use nothing else. */
  readonly secure: boolean
  readonly now: () => number
  /** Longest time in which an answer has to begin, after its body where one is sent; 10 seconds when left out. */
  readonly timeMs?: number
  /** How what is costly waits for its turn; it is made as it is asked for when left out. */
  readonly costly?: CostlyQueue
}

/** Whoever got no answer in time, or no turn as so many ask for what is costly, asks again in so many seconds. */
const RETRY_SECONDS = 5

/** What nobody reads: in figures it is told from what was refused. The number is nginx's, which has it for the same. */
const READER_GONE = 499

const REFUSED_AFTER_MS = 1_000
const READING = ['GET', 'HEAD', 'OPTIONS']
const HSTS = 'max-age=31536000; includeSubDomains'

function refusal(kind: ProblemKind, detail: string, url: string): Response {
  return problemResponse({ kind, detail, instance: pathOf(url) })
}

function pathOf(url: string): string {
  return url
    .slice(0, 200)
    .replace(/^\w+:\/\/[^/]*/, '')
    .replace(/[?#].*$/, '')
}

function filtersIn(url: string): number {
  let count = 1
  for (const letter of queryOf(url)) if (letter === '&') count += 1
  return count
}

/** Why a request is not read; null where it is. */
function refusedUnread({ url, method, headers }: Request): Response | null {
  if (url.length > LIMITS.urlBytes) {
    return refusal('address-too-long', `An address has at most ${LIMITS.urlBytes} bytes.`, url)
  }
  if (filtersIn(url) > LIMITS.filters) {
    return refusal('bad-parameter', `A question has at most ${LIMITS.filters} parameters.`, url)
  }
  // The body of a question is never read, so one that does not say how long it is might have no end.
  const isLong = Number(headers.get('content-length')) > LIMITS.bodyBytes
  if (!READING.includes(method) || !(isLong || headers.has('transfer-encoding'))) return null
  return refusal('body-too-long', `A body has at most ${LIMITS.bodyBytes} bytes, and says how many.`, url)
}

/** The whole body, or null where it is longer than one may be. */
async function bodyOf(request: Request): Promise<Uint8Array<ArrayBuffer> | null> {
  if (Number(request.headers.get('content-length')) > LIMITS.bodyBytes) return null
  if (request.body === null) return new Uint8Array()
  const pieces: Uint8Array[] = []
  let length = 0
  const reader = request.body.getReader()
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    length += next.value.length
    if (length > LIMITS.bodyBytes) {
      await reader.cancel()
      return null
    }
    pieces.push(next.value)
  }
  const whole = new Uint8Array(length)
  let place = 0
  for (const piece of pieces) {
    whole.set(piece, place)
    place += piece.length
  }
  return whole
}

/** What the work comes to, or what `late` says where it has not in time. The work goes on to its own end. */
function inTime<Done, Late>(work: Promise<Done>, timeMs: number, late: () => Late): Promise<Done | Late> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const over = new Promise<Late>((resolve) => {
    timer = setTimeout(() => resolve(late()), timeMs)
  })
  return Promise.race([work, over]).finally(() => clearTimeout(timer))
}

/** The answer, or 503 where it has not begun in time. */
function within(answer: Promise<Response>, timeMs: number, url: string): Promise<Response> {
  return inTime(answer, timeMs, () => tooSlow(url, `There was no answer within ${timeMs / 1000} seconds.`))
}

type NodeResponse = {
  setHeader(name: string, value: string): unknown
  readonly destroyed?: boolean
  readonly socket?: { readonly readableEnded?: boolean } | null
}

/** The response of Node to which headers can be added before it is sent; null elsewhere. */
function outgoingOf(env: unknown): NodeResponse | null {
  if (typeof env !== 'object' || env === null || !('outgoing' in env)) return null
  const { outgoing } = env
  if (typeof outgoing !== 'object' || outgoing === null || !('setHeader' in outgoing)) return null
  return outgoing as NodeResponse
}

/** Some programs close their side of the connection once they have asked, and read on. */
const READS_ON_MS = 1_000

/** Whether the reader has closed the connection. Node keeps its own side open while an answer is due, so that who waits
 *  for it cannot be told from who has left; after a while the one who closed is taken to have left. */
function hasGone(outgoing: NodeResponse | null, waitedMs: number): boolean {
  if (outgoing?.destroyed === true) return true
  return waitedMs > READS_ON_MS && outgoing?.socket?.readableEnded === true
}

function withHeaders(response: Response, headers: Readonly<Record<string, string>>, env: unknown): Response {
  const names = Object.keys(headers)
  if (names.length === 0) return response
  const outgoing = outgoingOf(env)
  for (const name of names) {
    if (outgoing !== null) outgoing.setHeader(name, String(headers[name]))
    else response.headers.set(name, String(headers[name]))
  }
  return response
}

type Fetch = Hono['fetch']
type Rest = [env: Parameters<Fetch>[1], context: Parameters<Fetch>[2]]

/** Lets a request that writes through once its body has come whole, and pages of other sites read nothing of it. Who
 *  sends it too slowly is told so: that is no fault of ours. */
async function written(inner: Fetch, request: Request, rest: Rest, timeMs: number): Promise<Response> {
  const { url, method, headers } = request
  const body = await inTime(bodyOf(request), timeMs, () =>
    refusal('request-too-slow', `The body did not come within ${timeMs / 1000} seconds.`, url),
  )
  if (body instanceof Response) return body
  if (body === null) return refusal('body-too-long', `A body has at most ${LIMITS.bodyBytes} bytes.`, url)
  const whole = new Request(url, { method, headers, ...(body.length > 0 && { body }) })
  const response = await within(Promise.resolve(inner(whole, ...rest)), timeMs, url)
  response.headers.delete('access-control-allow-origin')
  return response
}

/** Where a connection waits with it, a client that asks too often waits to be told so: it then asks less, and others do
 *  not notice it. */
function later(refused: Response): Promise<Response> {
  return new Promise((resolve) => setTimeout(() => resolve(refused), REFUSED_AFTER_MS))
}

/** Headers of every answer. */
export function saidAlways(secure: boolean): Readonly<Record<string, string>> {
  return secure ? { 'strict-transport-security': HSTS } : {}
}

/** Sets limits before an app: on its address, parameters, body, time and rate. Only reading may be done from pages of
 *  other sites. */
export function guard(app: Hono, options: GuardOptions): void {
  const { clientOf, perMinute, secure, now, timeMs = LIMITS.timeMs, costly } = options
  const rates = options.rates ?? (perMinute === null ? null : limitRates({ perMinute, now }))
  const inner = app.fetch
  const always = saidAlways(secure)
  const answerTo = (asked: { client: string; cost: number }, request: Request, rest: Rest) => {
    const { client, cost } = asked
    if (costly === undefined || cost < QUEUED) return inner(request, ...rest)
    const answer = costly({
      work: () => inner(request, ...rest),
      client,
      rests: cost >= RESTED_AFTER && !isThisMachine(client),
      isGone: (waitedMs) => hasGone(outgoingOf(rest[0]), waitedMs),
    })
    return answer.then((response) => {
      if (response === 'gone') return new Response(null, { status: READER_GONE })
      return response === 'too late' ? tooBusy(request.url) : response
    })
  }

  app.fetch = (request, ...rest) => {
    const [env] = rest
    const header = (name: string) => request.headers.get(name) ?? undefined
    const asked = { client: clientOf({ env, req: { header } }), cost: costOf(request.url) }
    const told = rates === null ? null : rates.ask(asked.client, asked.cost)
    const headers = told === null ? always : { ...always, ...told.headers }
    const refused = told?.wait ? tooMany(request.url, told.wait) : refusedUnread(request)
    if (refused !== null) {
      const answered = withHeaders(refused, headers, env)
      return told?.wait && outgoingOf(env) !== null ? later(answered) : answered
    }
    const reads = READING.includes(request.method)
    const given = [env, rest[1]] satisfies Rest
    const answer = reads ? answerTo(asked, request, given) : written(inner, request, given, timeMs)
    if (!(answer instanceof Promise)) return withHeaders(answer, headers, env)
    const begun = reads ? within(answer, timeMs, request.url) : answer
    return begun.then((response) => withHeaders(response, headers, env))
  }
}

function tooSlow(url: string, detail: string): Response {
  return problemResponse({
    kind: 'too-slow',
    detail,
    instance: pathOf(url),
    headers: { 'retry-after': String(RETRY_SECONDS) },
  })
}

function tooBusy(url: string): Response {
  const why = 'So many ask for what takes long that there was no turn for this in time.'
  return tooSlow(url, `${why} Ask again in ${RETRY_SECONDS} seconds.`)
}

function tooMany(url: string, seconds: number): Response {
  return problemResponse({
    kind: 'too-many-requests',
    detail: `Too many requests came from your address. Ask again in ${seconds} seconds.`,
    instance: pathOf(url),
    headers: { 'retry-after': String(seconds) },
  })
}
