import type { InputError, InputProblem } from '../law/input-error.ts'
import { brokenText } from '../record/broken-text.ts'
import type { BrokenChain } from '../record/verify.ts'
import { DATA_HEADERS } from './headers.ts'

/** Kinds of problem, by the last part of their `type`. */
const TITLES = {
  'no-request': { status: 400, title: 'That is no request' },
  'bad-parameter': { status: 400, title: 'A parameter is not accepted' },
  'token-needed': { status: 401, title: 'An officer’s token is needed' },
  'scope-needed': { status: 403, title: 'The token is not for this' },
  'sent-from-elsewhere': { status: 403, title: 'A page of another site sent this' },
  'file-too-long': { status: 403, title: 'The file is longer than this server gives' },
  'not-found': { status: 404, title: 'There is nothing at this address' },
  'method-not-allowed': { status: 405, title: 'This address can only be read' },
  'request-too-slow': { status: 408, title: 'The request did not come in time' },
  'body-too-long': { status: 413, title: 'The body is too long' },
  'address-too-long': { status: 414, title: 'The address is too long' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  'headers-too-long': { status: 431, title: 'The header fields are too long' },
  'record-broken': { status: 503, title: 'The record does not stand as it was written' },
  'record-unavailable': { status: 503, title: 'The record cannot be read at the moment' },
  'database-unavailable': { status: 503, title: 'The database does not answer at the moment' },
  'only-read': { status: 503, title: 'Nothing can be written at the moment' },
  'no-room': { status: 503, title: 'There is no room to write' },
  'too-slow': { status: 503, title: 'The answer took too long' },
  'internal-error': { status: 500, title: 'Something went wrong here; it is not your fault' },
} as const

export type ProblemKind = keyof typeof TITLES

/** Every kind of problem, for documents. */
export const PROBLEMS = Object.entries(TITLES).map(([kind, { status, title }]) => ({ kind, status, title }))

type About = {
  readonly kind: ProblemKind
  readonly detail: string
  /** Address that was asked for, as far as it may be repeated. */
  readonly instance: string
  readonly problems?: readonly InputProblem[]
  readonly headers?: Readonly<Record<string, string>>
}

function describe(problem: InputProblem): string {
  const given = problem.value === null ? 'is missing' : `"${problem.value}" is not accepted`
  const near = problem.nearest === undefined ? '' : ` Did you mean "${problem.nearest}"?`
  return `${problem.field}: ${given}; expected ${problem.accepted}.${near}`
}

function published(problem: InputProblem) {
  const { field, value, accepted, nearest } = problem
  return { parameter: field, value, accepted, ...(nearest === undefined ? {} : { nearest }) }
}

function problemBody({ kind, detail, instance, problems = [] }: Omit<About, 'headers'>) {
  const { status, title } = TITLES[kind]
  const first = problems[0]
  return {
    type: `/docs#problem-${kind}`,
    title,
    status,
    detail,
    instance,
    ...(first === undefined ? {} : published(first)),
    ...(problems.length === 0 ? {} : { problems: problems.map(published) }),
  }
}

const BAD_DAY = { field: 'as_of', value: '2003-02-30', accepted: 'a day such as 2003-09-29' }

/** The usual problems, for documents. */
export const EXAMPLE_PROBLEMS = {
  bad: problemBody({
    ...{ kind: 'bad-parameter', detail: describe(BAD_DAY), instance: '/v1/treaties', problems: [BAD_DAY] },
  }),
  none: problemBody({
    ...{ kind: 'not-found', detail: 'There is no such address.', instance: '/v1/nothing' },
  }),
}

/** A problem document (RFC 9457). Of several problems the first also stands at the top. */
export function problemResponse({ headers = {}, ...about }: About): Response {
  return new Response(JSON.stringify(problemBody(about)), {
    status: TITLES[about.kind].status,
    headers: {
      ...DATA_HEADERS,
      ...headers,
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
    },
  })
}

/** What was wrong with a question: 404 where one of `inPath` names nothing that exists, else 400. */
export function inputProblem(error: InputError, instance: string, inPath: readonly string[]): Response {
  const { problems } = error
  const missing = problems.length > 0 && problems.every((problem) => inPath.includes(problem.field))
  return problemResponse({
    kind: missing ? 'not-found' : 'bad-parameter',
    detail: problems.map(describe).join(' '),
    instance,
    problems,
  })
}

/** The answer where something would be signed of a record that does not stand as it was written. */
export function brokenRecord(broken: BrokenChain, instance: string): Response {
  const detail = `${brokenText(broken)} Nothing is signed of it, and no file of it given away; its events can be read at /v1/events.`
  return problemResponse({ kind: 'record-broken', detail, instance })
}
