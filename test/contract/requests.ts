import type { RecordView } from '../../src/answers/record-view.ts'
import { RESOURCES } from '../../src/answers/resources.ts'
import { exampleOf } from '../../src/http/examples.ts'
import { endingsOf } from '../../src/http/forms.ts'
import { EMBEDS } from '../../src/http/pages/embeds/embed-list.ts'
import { PAGES } from '../../src/http/pages/page-list.ts'
import { PICTURES } from '../../src/http/pages/pictures/picture-list.ts'
import { fillPath, pathNames } from '../../src/http/parameters.ts'
import { WORKBOOK_ENDING } from '../../src/http/workbook.ts'
import type { PlainDate } from '../../src/law/plain-date.ts'

/** One request of the contract, and what the answer has to be wherever the program runs. */
export type ContractRequest = {
  readonly path: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** Left out where only the two have to agree. */
  readonly status?: number
}

const CLOCKS = ['', 'as_of=2003-07-01&known_at=2003-07-01', 'as_of=2030-01-01']

function withQuery(address: string, query: string): string {
  return query === '' ? address : `${address}${address.includes('?') ? '&' : '?'}${query}`
}

/** Every resource in every form, with clocks of today, of the past and of days to come. */
export function resourceRequests(view: RecordView, today: PlainDate): ContractRequest[] {
  return RESOURCES.flatMap((resource) => {
    const example = exampleOf(resource, view, today)
    if (example === null) throw new Error(`${resource.id} has no example`)
    const [path = '', query = ''] = example.address.split('?')
    const workbook = resource.csv === undefined ? [] : [WORKBOOK_ENDING]
    return [...endingsOf(resource).map(({ ending }) => ending), ...workbook].flatMap((ending) =>
      CLOCKS.map((clocks) => ({
        path: withQuery(withQuery(`${path}${ending}`, query), clocks),
        status: 200,
      })),
    )
  })
}

/** Every page, picture and piece for other sites, by its example; pages that the record has nothing for are left out. */
export function siteRequests(view: RecordView): ContractRequest[] {
  const t = view.treaties[0]?.slug ?? ''
  const pictures = PICTURES.map((item) => ({ path: `${item.path}.svg`, values: item.example(view) }))
  const pages = PAGES.map((item) => ({ path: item.path, values: item.example(view) }))
  const embeds = EMBEDS.map(({ path }) => ({
    path,
    values: path.includes('/number') ? { t, of: 'participants' } : { t },
  }))
  return [...pages, ...pictures, ...embeds].flatMap(({ path, values }) => {
    if (values === null) return []
    const inPath = pathNames(path)
    const query = Object.entries(values).filter(([name]) => !inPath.includes(name))
    const address = withQuery(fillPath(path, values), new URLSearchParams(query).toString())
    return CLOCKS.map((clocks) => ({
      path: withQuery(address, clocks),
      ...(clocks === '' ? { status: 200 } : {}),
    }))
  })
}

/** Addresses of the OpenAPI document at which something may be had that none of these has had. */
export function neverAsked(
  document: { readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>> },
  had: readonly string[],
): string[] {
  const paths = had.map((address) => address.replace(/\?.*/, ''))
  return Object.entries(document.paths)
    .filter(([, methods]) => methods['get'] !== undefined)
    .map(([path]) => path)
    .filter((path) => {
      const pattern = path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')
      return !paths.some((one) => new RegExp(`^${pattern}$`).test(one))
    })
}

const TOKEN_MISSING = { status: 401 }

/** What is not a resource, and what must be refused. */
export const OTHER_REQUESTS: readonly ContractRequest[] = [
  { path: '/v1', status: 200 },
  { path: '/openapi.json', status: 200 },
  { path: '/healthz', status: 200 },
  { path: '/readyz', status: 200 },
  { path: '/v1/events.atom?treaty=untoc', status: 200 },
  { path: '/v1/events.feed.json', status: 200 },
  { path: '/v1/calendar.ics?alarm=7,1', status: 200 },
  { path: '/v1/projections/scoreboard', status: 200 },
  { path: '/v1/projections/scoreboard.csv', status: 200 },
  { path: '/v1/projections/scoreboard.csv.metadata.json', status: 200 },
  { path: '/v1/projections/scoreboard?as_of=2026-01-01', status: 400 },
  { path: '/v1/reconciliation', status: 200 },
  { path: '/v1/reconciliation.csv', status: 200 },
  { path: '/v1/reconciliation.csv.metadata.json', status: 200 },
  { path: '/v1/reconciliation?as_of=2005-01-01', status: 400 },
  { path: '/v1/jobs.csv.metadata.json', status: 200 },
  { path: '/v1/export/manifest.json?foo=1', status: 400 },
  { path: '/v1/checkpoint', status: 200 },
  { path: '/v1/checkpoints', status: 200 },
  { path: '/v1/checkpoints/keys', status: 200 },
  { path: '/v1/checkpoints/100', status: 200 },
  { path: '/v1/consistency?first=100', status: 200 },
  { path: '/alerts', status: 200 },
  { path: '/desk' },
  { path: '/docs?as_of=2003-02-30' },
  { path: '/v1/export/manifest.json', status: 200 },
  { path: '/v1/export/events.csv', status: 200 },
  { path: '/v1/export/events.ndjson', status: 200 },
  { path: '/v1/treaties/untoc', method: 'HEAD', status: 200 },
  { path: '/v1/treaties/untoc', headers: { 'if-none-match': '*' }, status: 304 },
  { path: '/v1/treaties', method: 'OPTIONS', status: 204 },
  { path: '/v1/treaties/XVIII-12-a', status: 308 },
  { path: '/v1/participants/jp.csv?as_of=2010-01-01', status: 308 },
  { path: '/v1/treaties/', status: 308 },
  { path: '/v1/treaties/untok', status: 404 },
  // A code that no State has (ISO 3166 keeps XAA to XZZ free for users).
  { path: '/v1/participants/ZZZ', status: 404 },
  { path: '/nothing/here', status: 404 },
  { path: '/%00%ff', status: 404 },
  { path: '/v1/treaties?as_of=2003-02-30', status: 400 },
  { path: '/v1/treaties?as_of=2003-02-03&as_of=2003-02-04', status: 400 },
  { path: '/v1/treaties?colour=red', status: 400 },
  { path: '/v1/events?since=-1', status: 400 },
  { path: '/v1/gaps', status: 400 },
  { path: `/v1/treaties?as_of=${encodeURIComponent('é\u0000<script>')}`, status: 400 },
  { path: '/v1/treaties', method: 'DELETE', status: 405 },
  { path: '/v1/treaties', method: 'POST', body: '{}', status: 405 },
  { path: '/v1/officers/me', ...TOKEN_MISSING },
  { path: '/v1/officers/audit', headers: { authorization: 'Bearer palermo_wrong' }, ...TOKEN_MISSING },
]

/** An answer with all that has to be the same everywhere. */
export type Answered = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

/** Of the transport, which each server does in its own way; and how long ago a busy machine looked at the head. */
const OF_TRANSPORT = [
  'record-stale',
  'connection',
  'keep-alive',
  'date',
  'transfer-encoding',
  'content-length',
  'server',
  'cf-ray',
]

/** Asks, follows no redirect, and leaves aside only what belongs to the transport. */
export async function ask(address: string, request: ContractRequest): Promise<Answered> {
  const response = await fetch(`${address}${request.path}`, {
    method: request.method ?? 'GET',
    redirect: 'manual',
    headers: { 'accept-encoding': 'identity', ...request.headers },
    ...(request.body === undefined ? {} : { body: request.body }),
  })
  const headers = [...response.headers].filter(([name]) => !OF_TRANSPORT.includes(name))
  return {
    status: response.status,
    headers: Object.fromEntries(headers),
    body: new Uint8Array(await response.arrayBuffer()),
  }
}

/** The addresses of this site that a page links to or loads. */
export function linksIn(html: string): string[] {
  const found = [...html.matchAll(/\s(?:href|src|action)="(\/[^"#]*)/g)].map((match) =>
    String(match[1]).replaceAll('&amp;', '&'),
  )
  return [...new Set(found)]
}

const STREAM_BYTES = 2_000

/** The beginning of a stream of events, which has no end. */
export async function firstEvents(address: string, path: string): Promise<string> {
  const stop = new AbortController()
  const { body } = await fetch(`${address}${path}`, { signal: stop.signal })
  if (body === null) throw new Error('no stream')
  let text = ''
  for await (const piece of body.pipeThrough(new TextDecoderStream())) {
    text += piece
    if (text.length >= STREAM_BYTES) break
  }
  stop.abort()
  return text.slice(0, STREAM_BYTES)
}
