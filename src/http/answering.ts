import type { Context } from 'hono'
import type { RecordView } from '../answers/record-view.ts'
import { InputError } from '../law/input-error.ts'
import type { PlainDate } from '../law/plain-date.ts'
import { addressOf, bytesOf, writeHead } from './answer-body.ts'
import { type Asked, type Route, readingRequests } from './asked.ts'
import { cacheControl, isUnchanged } from './caching.ts'
import type { Form } from './forms.ts'
import { DATA_HEADERS } from './headers.ts'
import { fillPath, pathNames, queryOf } from './parameters.ts'
import { inputProblem } from './problem.ts'
import type { BodyMemory } from './remembered-bodies.ts'
import { keepSendBuffers, outgoingOf } from './send-buffers.ts'

/** What answering needs of the program around it. */
export type Serving = {
  /** The newest record; a promise only while none has been read yet. */
  readonly view: () => RecordView | Promise<RecordView>
  readonly today: () => PlainDate
  readonly version: string
  readonly memoryOf: (view: RecordView) => BodyMemory
  readonly counted: (resource: string, response: Response) => Response
}

const TYPES: Readonly<Record<Form, string>> = {
  json: 'application/json',
  metadata: 'application/json',
  csv: 'text/csv; charset=utf-8; header=present',
  ndjson: 'application/x-ndjson',
}

/** An answer ready to be sent, once or many times. */
type Ready = {
  readonly tag: string
  readonly headers: Record<string, string>
  readonly bytes: Uint8Array<ArrayBuffer>
}

function headersOf(asked: Asked, tag: string): Record<string, string> {
  const { form, question, resource } = asked
  const { clocks, today } = question
  const bothClocksGiven = asked.bothClocksGiven && resource.changesWithProgram !== true
  const headers = {
    ...DATA_HEADERS,
    'content-type': TYPES[form],
    etag: tag,
    'cache-control': cacheControl({ bothClocksGiven, clocks, today }),
  }
  if (form !== 'csv') return headers
  const beside = addressOf(asked, '.csv.metadata.json')
  return { ...headers, link: `<${beside}>; rel="describedby"; type="application/json"` }
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

/** The function that answers the requests of a route. */
export function answering(route: Route, serving: Serving) {
  const { resource } = route
  const names = pathNames(resource.path)
  const readRequest = readingRequests(route)
  let quick: Quick | null = null

  const quickFor = (view: RecordView, today: PlainDate): Map<string, Ready> => {
    if (quick === null || quick.view !== view || quick.today !== today || quick.ready.size > QUICK_KEPT) {
      quick = { view, today, ready: new Map() }
    }
    return quick.ready
  }

  const respond = (c: Context, view: RecordView): Response => {
    const today = serving.today()
    const query = queryOf(c.req.url)
    const ifNoneMatch = c.req.raw.headers.get('if-none-match')
    const ready = quickFor(view, today)
    const known = query === '' ? ready.get(c.req.path) : undefined
    if (known !== undefined) return send(known, ifNoneMatch)
    const asked = readRequest(c, { view, today })
    if (asked.canonical !== null) return redirect(asked, asked.canonical, query)
    const { text: head, tag } = writeHead(asked, serving.version)
    const headers = headersOf(asked, tag)
    if (isUnchanged(ifNoneMatch, tag)) return new Response(null, { status: 304, headers })
    const isLasting = query === '' && asked.rests !== null
    const outgoing = isLasting ? null : outgoingOf(c.env)
    const take = outgoing === null ? newBytes : buffers.take
    const bytes = bytesOf(asked, head, { memory: serving.memoryOf(view), take })
    headers['content-length'] = String(bytes.length)
    const made = { tag, headers, bytes }
    if (isLasting) ready.set(c.req.path, made)
    else if (outgoing !== null && buffers.isLent(bytes)) {
      outgoing.once('finish', () => buffers.giveBack(bytes))
    }
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
