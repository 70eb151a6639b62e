import type { Context } from 'hono'
import type { RecordView } from '../answers/record-view.ts'
import { InputError } from '../law/input-error.ts'
import type { PlainDate } from '../law/plain-date.ts'
import { addressOf, bytesOf, nextPage, stateOf, writeHead } from './answer-body.ts'
import { type Asked, type Route, readingRequests } from './asked.ts'
import type { BaseOf } from './base-address.ts'
import { cacheControl, isUnchanged } from './caching.ts'
import type { Form } from './forms.ts'
import { DATA_HEADERS } from './headers.ts'
import type { Metrics } from './metrics.ts'
import { fillPath, pathNames, queryOf } from './parameters.ts'
import { inputProblem } from './problem.ts'
import type { AnswerAt, Ready, ReadyAnswers } from './ready-answers.ts'
import type { BodyMemory } from './remembered-bodies.ts'
import { keepSendBuffers, outgoingOf } from './send-buffers.ts'

/** What answering needs of the program around it. */
export type Serving = {
  /** The newest record; a promise only while none has been read yet. */
  readonly view: () => RecordView | Promise<RecordView>
  readonly today: () => PlainDate
  readonly version: string
  readonly baseOf: BaseOf
  /** Bodies of answers made lately, whatever record they are of. */
  readonly memory: BodyMemory
  /** null where nothing stands before the app. */
  readonly ready: ReadyAnswers | null
  readonly counted: Metrics['counted']
}

const TYPES: Readonly<Record<Form, string>> = {
  json: 'application/json',
  metadata: 'application/json',
  csv: 'text/csv; charset=utf-8; header=present',
  ndjson: 'application/x-ndjson',
}

const ENDINGS = { json: '', csv: '.csv', ndjson: '.ndjson' } as const

/** When the source was checked well for the last time, where that is too long ago. */
const DEPOSITARY_STALE = 'depositary-stale'

/** The headers that every form of an answer has: its mark, for how long it may be kept, how old the record is. */
export function keepingHeaders(
  asked: Pick<Asked, 'resource' | 'question' | 'about' | 'bothClocksGiven'>,
  tag: string,
): Record<string, string> {
  const { clocks, today } = asked.question
  const { stale, checked_at } = stateOf(asked)
  const bothClocksGiven = asked.bothClocksGiven && asked.resource.changesWithProgram !== true
  return {
    ...DATA_HEADERS,
    etag: tag,
    'cache-control': cacheControl({ bothClocksGiven, clocks, today }),
    // Rows have no place for it.
    ...(stale === true ? { [DEPOSITARY_STALE]: checked_at ?? 'never checked' } : {}),
  }
}

function headersOf(asked: Asked, tag: string): Record<string, string> {
  const { form } = asked
  const headers = { ...keepingHeaders(asked, tag), 'content-type': TYPES[form] }
  const links: string[] = []
  if (form === 'csv') {
    const beside = addressOf(asked, '.csv.metadata.json')
    links.push(`<${beside}>; rel="describedby"; type="application/json"`)
  }
  const next = form === 'metadata' ? null : nextPage(asked, ENDINGS[form])
  if (next !== null) links.push(`<${next}>; rel="next"`)
  return links.length === 0 ? headers : { ...headers, link: links.join(', ') }
}

function send(ready: Ready, ifNoneMatch: string | null): Response {
  if (isUnchanged(ifNoneMatch, ready.tag)) {
    const { 'content-length': _length, ...headers } = ready.headers
    return new Response(null, { status: 304, headers })
  }
  return new Response(ready.bytes, { status: 200, headers: ready.headers })
}

function redirect(asked: Asked, canonical: Readonly<Record<string, string>>, query: string): Response {
  const to = `${fillPath(asked.resource.path, canonical)}${asked.ending}${query === '' ? '' : `?${query}`}`
  return new Response(null, {
    status: 308,
    headers: { ...DATA_HEADERS, location: to, 'cache-control': 'public, max-age=86400' },
  })
}

/** Answers without a query, whole, for one view and one day: most of what is asked. */
type Quick = { readonly view: RecordView; readonly today: PlainDate; readonly ready: Map<string, Ready> }

const QUICK_KEPT = 256

const buffers = keepSendBuffers()
const newBytes = (length: number) => new Uint8Array(length)

/** The newest view and today, with the answers without a query that were made for both. */
function quickAnswers() {
  let quick: Quick | null = null
  return (view: RecordView, today: PlainDate): Map<string, Ready> => {
    if (quick === null || quick.view !== view || quick.today !== today || quick.ready.size > QUICK_KEPT) {
      quick = { view, today, ready: new Map() }
    }
    return quick.ready
  }
}

/** Makes what is sent. `isLent`: whether somebody tells when it has been, so that its memory can be used again. */
function makeReady(
  asked: Asked,
  { version, memory }: Serving,
  { isLent, isKept }: { readonly isLent: boolean; readonly isKept: boolean },
): Ready {
  const { text: head, tag } = writeHead(asked, version)
  const bytes = bytesOf(asked, head, { memory, take: isLent ? buffers.take : newBytes })
  const headers = { ...headersOf(asked, tag), 'content-length': String(bytes.length) }
  const sent = isLent && buffers.isLent(bytes) ? () => buffers.giveBack(bytes) : null
  return { resource: asked.resource.id, tag, headers, bytes, sent, isKept }
}

/** The function that answers the requests of a route. */
export function answering(route: Route, serving: Serving) {
  const { resource } = route
  const names = pathNames(resource.path)
  const reading = readingRequests(route)
  const quickFor = quickAnswers()

  const readyFor = (asked: Asked, path: string, query: string, isLent: boolean): Ready => {
    if (query !== '' || asked.rests === null) return makeReady(asked, serving, { isLent, isKept: false })
    const made = makeReady(asked, serving, { isLent: false, isKept: true })
    quickFor(asked.question.view, asked.question.today).set(path, made)
    return made
  }
  const answerAt = (path: string): AnswerAt => {
    return (query) => {
      const view = serving.view()
      if (view instanceof Promise) return null
      const today = serving.today()
      const known = query === '' ? quickFor(view, today).get(path) : undefined
      if (known !== undefined) return known
      const asked = reading.again(path, query, { view, today })
      return asked === null || asked.canonical !== null ? null : readyFor(asked, path, query, true)
    }
  }
  const respond = (c: Context, view: RecordView): Response => {
    const today = serving.today()
    const { path } = c.req
    const query = queryOf(c.req.url)
    const ifNoneMatch = c.req.raw.headers.get('if-none-match')
    const known = query === '' ? quickFor(view, today).get(path) : undefined
    if (known !== undefined) return send(known, ifNoneMatch)
    const asked = reading.read(c, { view, today })
    if (asked.canonical !== null) return redirect(asked, asked.canonical, query)
    if (asked.rests !== null && !path.includes('%')) serving.ready?.learn(path, answerAt(path))
    const { tag } = writeHead(asked, serving.version)
    if (isUnchanged(ifNoneMatch, tag))
      return new Response(null, { status: 304, headers: headersOf(asked, tag) })
    const outgoing = outgoingOf(c.env)
    const made = readyFor(asked, path, query, outgoing !== null)
    if (made.sent !== null) outgoing?.once('finish', made.sent)
    return send(made, null)
  }

  const respondOrExplain = (c: Context, view: RecordView): Response => {
    try {
      return serving.counted(resource.id, respond(c, view))
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      return serving.counted(resource.id, inputProblem(error, c.req.path, names))
    }
  }

  return (c: Context): Response | Promise<Response> => {
    const view = serving.view()
    return view instanceof Promise
      ? view.then((found) => respondOrExplain(c, found))
      : respondOrExplain(c, view)
  }
}
