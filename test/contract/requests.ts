import type { RecordView } from '../../src/answers/record-view.ts'
import { RESOURCES } from '../../src/answers/resources.ts'
import { exampleOf } from '../../src/http/examples.ts'
import { endingsOf } from '../../src/http/forms.ts'
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
    return endingsOf(resource).flatMap(({ ending }) =>
      CLOCKS.map((clocks) => ({
        path: withQuery(withQuery(`${path}${ending}`, query), clocks),
        status: 200,
      })),
    )
  })
}

const TOKEN_MISSING = { status: 401 }

/** What is not a resource, and what must be refused. */
export const OTHER_REQUESTS: readonly ContractRequest[] = [
  { path: '/v1', status: 200 },
  { path: '/openapi.json', status: 200 },
  { path: '/healthz', status: 200 },
  { path: '/readyz', status: 200 },
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
  { path: '/v1/participants/XXX', status: 404 },
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

/** Of the transport, which each server does in its own way. */
const OF_TRANSPORT = [
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
