import type { Context } from 'hono'
import { type GivenParameters, readQuestion } from '../answers/ask.ts'
import { csvText } from '../answers/csv.ts'
import { csvMetadata } from '../answers/csv-metadata.ts'
import { placeOf } from '../answers/day-places.ts'
import { envelopeAfterClocks } from '../answers/envelope.ts'
import type { RecordView } from '../answers/record-view.ts'
import type { Question, Resource } from '../answers/resource.ts'
import { InputError } from '../law/input-error.ts'
import type { PlainDate } from '../law/plain-date.ts'
import { cacheControl, entityTag, isUnchanged } from './caching.ts'
import { type Ending, type Form, splitEnding } from './forms.ts'
import { DATA_HEADERS } from './headers.ts'
import { jsonPieces } from './json-pieces.ts'
import { fillPath, pathNames, queryOf, readQuery } from './parameters.ts'
import { inputProblem } from './problem.ts'
import { type Body, type BodyMemory, joinBody } from './remembered-bodies.ts'

/** What answering needs of the program around it. */
export type Serving = {
  /** The newest record; a promise only while none has been read yet. */
  readonly view: () => RecordView | Promise<RecordView>
  readonly today: () => PlainDate
  readonly version: string
  readonly memoryOf: (view: RecordView) => BodyMemory
  readonly counted: (resource: string, response: Response) => Response
}

type Asked = {
  readonly resource: Resource
  readonly form: Form
  readonly ending: Ending
  readonly question: Question<Record<string, unknown>>
  readonly query: GivenParameters
}

const TYPES: Readonly<Record<Form, string>> = {
  json: 'application/json',
  metadata: 'application/json',
  csv: 'text/csv; charset=utf-8; header=present',
  ndjson: 'application/x-ndjson',
}

function piecesOf({ resource, form, question }: Asked): string[] {
  const answer = resource.respond(question)
  if (form === 'csv' && resource.csv !== undefined) return [csvText(resource.csv, answer)]
  if (form === 'ndjson') {
    const rows: unknown = answer[String(resource.list)]
    return Array.isArray(rows) ? rows.map((row) => `${JSON.stringify(row)}\n`) : []
  }
  return jsonPieces(answer, resource.list)
}

/** The name of everything that the answer rests on; null where it is not remembered. */
function keyOf({ resource, form, question }: Asked): string | null {
  const { view, clocks, parameters } = question
  const rests = resource.restsOn(view, parameters)
  if (rests === null) return null
  const law = rests.treaties.map((treaty) => view.lawOf(treaty).stretchAt(clocks).id)
  const names = placeOf(view.names.days, clocks.asOf)
  const groups = rests.groups ? placeOf(view.membershipDays, clocks.asOf) : ''
  return `${resource.id} ${form} ${JSON.stringify(parameters)} ${law} ${names} ${groups}`
}

const utf8 = new TextEncoder()

function unremembered(texts: readonly string[]): Body {
  const bytes = utf8.encode(texts.join(''))
  return { pieces: [bytes], length: bytes.length }
}

function bodyOf(asked: Asked, memory: BodyMemory): Body {
  const key = keyOf(asked)
  if (key === null) return unremembered(piecesOf(asked))
  return memory.find(key) ?? memory.keep(key, piecesOf(asked))
}

function addressOf({ resource, question }: Asked, ending: string): string {
  const { clocks, parameters } = question
  const inPath = pathNames(resource.path)
  const kept = Object.entries(parameters).filter(
    ([name, value]) => value !== undefined && !inPath.includes(name),
  )
  const query = new URLSearchParams([
    ...kept.map(([name, value]) => [name, String(value)]),
    ['as_of', clocks.asOf],
    ['known_at', clocks.knownAt],
  ])
  return `${fillPath(resource.path, resource.canonical(question.view, parameters))}${ending}?${query}`
}

function bytesOf(asked: Asked, memory: BodyMemory): Uint8Array<ArrayBuffer> {
  const { form, question } = asked
  if (form === 'metadata') {
    const address = addressOf(asked, '.csv')
    return utf8.encode(JSON.stringify(csvMetadata(asked.resource, { question, address })))
  }
  const body = bodyOf(asked, memory)
  if (form !== 'json') return joinBody('', body)
  const { view, clocks, today } = question
  const after = JSON.stringify(envelopeAfterClocks(view, clocks, today)).slice(1, -1)
  return joinBody(`{"as_of":"${clocks.asOf}","known_at":"${clocks.knownAt}",${after},`, body)
}

/** An answer ready to be sent, once or many times. */
type Ready = {
  readonly tag: string
  readonly headers: Record<string, string>
  readonly bytes: Uint8Array<ArrayBuffer>
}

function headersOf(asked: Asked, tag: string): Record<string, string> {
  const { form, question, query } = asked
  const given = new Set(query.map(([name]) => name))
  const headers = {
    ...DATA_HEADERS,
    'content-type': TYPES[form],
    etag: tag,
    'cache-control': cacheControl({
      bothClocksGiven: given.has('as_of') && given.has('known_at'),
      knownAt: question.clocks.knownAt,
      today: question.today,
    }),
  }
  if (form !== 'csv') return headers
  const beside = addressOf(asked, '.csv.metadata.json')
  return { ...headers, link: `<${beside}>; rel="describedby"; type="application/json"` }
}

function tagOf(asked: Asked, version: string): string {
  const { view, clocks, today } = asked.question
  return entityTag(envelopeAfterClocks(view, clocks, today), clocks, version)
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
    const tag = tagOf(asked, serving.version)
    const headers = headersOf(asked, tag)
    if (isUnchanged(ifNoneMatch, tag)) return new Response(null, { status: 304, headers })
    const bytes = bytesOf(asked, serving.memoryOf(view))
    headers['content-length'] = String(bytes.length)
    const made = { tag, headers, bytes }
    if (queryText === '' && resource.restsOn(view, asked.question.parameters) !== null)
      ready.set(c.req.path, made)
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
