import type { Context } from 'hono'
import { type GivenParameters, readQuestion } from '../answers/ask.ts'
import type { RecordView } from '../answers/record-view.ts'
import type { Resource } from '../answers/resource.ts'
import { InputError } from '../law/input-error.ts'
import type { PlainDate } from '../law/plain-date.ts'
import { type Asked, addressOf, bytesOf, writeHead } from './answer-body.ts'
import { cacheControl, isUnchanged } from './caching.ts'
import { type Ending, type Form, splitEnding } from './forms.ts'
import { DATA_HEADERS } from './headers.ts'
import { fillPath, pathNames, queryOf, readQuery } from './parameters.ts'
import { inputProblem } from './problem.ts'
import type { BodyMemory } from './remembered-bodies.ts'
import { keepSendBuffers, sentSignal } from './send-buffers.ts'

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

function isGiven(query: GivenParameters, name: string): boolean {
  return query.some(([given]) => given === name)
}

function headersOf(asked: Asked, tag: string): Record<string, string> {
  const { form, question, query } = asked
  const { clocks, today } = question
  const bothClocksGiven = isGiven(query, 'as_of') && isGiven(query, 'known_at')
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

function send(ready: Ready, ifNoneMatch: string | undefined): Response {
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
type Quick = { readonly facts: RecordView; readonly today: PlainDate; readonly ready: Map<string, Ready> }

const QUICK_KEPT = 256

const buffers = keepSendBuffers()
const newBytes = (length: number) => new Uint8Array(length)

/** The function that answers requests for one resource. `fixed` is the ending of its address where that stands in the
 *  route; null where the last parameter of the path carries it. */
export function answering(
  resource: Resource,
  fixed: { form: Form; ending: Ending } | null,
  serving: Serving,
) {
  const names = pathNames(resource.path)
  const lastName = names.at(-1)
  let quick: Quick | null = null

  const quickFor = (view: RecordView, today: PlainDate): Map<string, Ready> => {
    if (quick === null || quick.facts !== view || quick.today !== today || quick.ready.size > QUICK_KEPT) {
      quick = { facts: view, today, ready: new Map() }
    }
    return quick.ready
  }

  const askedBy = (c: Context, view: RecordView, today: PlainDate) => {
    const values: Record<string, string> = {}
    for (const name of names) values[name] = String(c.req.param(name))
    const split =
      fixed === null && lastName !== undefined ? splitEnding(resource, String(values[lastName])) : null
    if (split !== null && lastName !== undefined) values[lastName] = split.text
    const query = readQuery(queryOf(c.req.url))
    refusePathNames(query, names)
    const question = readQuestion(resource, [...Object.entries(values), ...query], { view, today })
    const { form, ending } = split ?? fixed ?? { form: 'json', ending: '' }
    return { asked: { resource, form, ending, question, query } as const, values }
  }

  const respond = (c: Context, view: RecordView): Response => {
    const today = serving.today()
    const queryText = queryOf(c.req.url)
    const ifNoneMatch = c.req.raw.headers.get('if-none-match') ?? undefined
    const ready = quickFor(view, today)
    const known = queryText === '' ? ready.get(c.req.path) : undefined
    if (known !== undefined) return send(known, ifNoneMatch)
    const { asked, values } = askedBy(c, view, today)
    const canonical = resource.canonical(view, asked.question.parameters)
    if (names.some((name) => canonical[name] !== values[name])) return redirect(asked, canonical, queryText)
    const { text: head, tag } = writeHead(asked, serving.version)
    const headers = headersOf(asked, tag)
    if (isUnchanged(ifNoneMatch, tag)) return new Response(null, { status: 304, headers })
    const memory = serving.memoryOf(view)
    const isLasting = queryText === '' && resource.restsOn(view, asked.question.parameters) !== null
    const sent = isLasting ? null : sentSignal(c.env)
    const bytes = bytesOf(asked, head, { memory, take: sent === null ? newBytes : buffers.take })
    headers['content-length'] = String(bytes.length)
    const made = { tag, headers, bytes }
    if (isLasting) ready.set(c.req.path, made)
    else if (sent !== null) sent(() => buffers.giveBack(bytes))
    return send(made, undefined)
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

function refusePathNames(query: GivenParameters, names: readonly string[]): void {
  const wrong = query.filter(([name]) => names.includes(name))
  if (wrong.length === 0) return
  throw new InputError(
    wrong.map(([name, value]) => ({
      field: `?${name}`,
      value,
      accepted: 'it in the path, not in the query',
    })),
  )
}
