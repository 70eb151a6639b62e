import type { Context } from 'hono'
import { type GivenParameters, readQuestion } from '../answers/ask.ts'
import type { RecordView } from '../answers/record-view.ts'
import type { Question, Resource } from '../answers/resource.ts'
import type { TreatyLaw } from '../answers/treaty-law.ts'
import { InputError } from '../law/input-error.ts'
import { type Clocks, type PlainDate, parsePlainDate } from '../law/plain-date.ts'
import { type Ending, type Form, splitEnding } from './forms.ts'
import { pathNames, queryOf, readQuery } from './parameters.ts'

/** What answers to a question rest on, and a short name for all of it that does not change with the clocks. */
export type Rests = {
  readonly name: string
  readonly laws: readonly TreatyLaw[]
  readonly groups: boolean
  readonly fromDay: boolean
}

/** A question as it came: for one resource, in one form. */
export type Asked = {
  readonly resource: Resource
  readonly form: Form
  readonly ending: Ending
  readonly question: Question<Record<string, unknown>>
  readonly bothClocksGiven: boolean
  /** null where the answer is not remembered. */
  readonly rests: Rests | null
  /** Path parameters as the canonical address has them, where they came otherwise; else null. */
  readonly canonical: Readonly<Record<string, string>> | null
}

/** Where the route itself names the form of the answer. */
export type Route = { readonly resource: Resource; readonly fixed: { form: Form; ending: Ending } | null }

type GivenClocks = { readonly as_of: string | undefined; readonly known_at: string | undefined }
/** A query with its clocks taken out. */
type SplitQuery = GivenClocks & { readonly others: string }

const AS_OF = 'as_of='
const KNOWN_AT = 'known_at='

/** null for a query that has to be read with care: with escapes, or a clock twice. */
function splitQuery(query: string): SplitQuery | null {
  if (/[%+]/.test(query)) return null
  let as_of: string | undefined
  let known_at: string | undefined
  let others = ''
  for (const pair of query.split('&')) {
    if (pair.startsWith(AS_OF)) {
      if (as_of !== undefined) return null
      as_of = pair.slice(AS_OF.length)
    } else if (pair.startsWith(KNOWN_AT)) {
      if (known_at !== undefined) return null
      known_at = pair.slice(KNOWN_AT.length)
    } else others += `&${pair}`
  }
  return { as_of, known_at, others }
}

function clockIn(text: string | undefined, first: PlainDate | null, today: PlainDate): PlainDate | null {
  if (text === undefined) return today
  const day = parsePlainDate(text)
  return day !== null && (first === null || day >= first) ? day : null
}

function clocksIn(view: RecordView, given: GivenClocks, today: PlainDate): Clocks | null {
  const asOf = clockIn(given.as_of, view.firstDay, today)
  const knownAt = clockIn(given.known_at, view.firstKnown, today)
  return asOf === null || knownAt === null ? null : { asOf, knownAt }
}

function refusePathNames(query: GivenParameters, names: readonly string[]): void {
  const wrong = query.filter(([name]) => names.includes(name))
  if (wrong.length === 0) return
  const accepted = 'it in the path, not in the query'
  throw new InputError(wrong.map(([name, value]) => ({ field: `?${name}`, value, accepted })))
}

function restsOf(route: Route, form: Form, question: Asked['question']): Omit<Rests, 'name'> | null {
  const rests = route.resource.restsOn(question.view, question.parameters)
  if (rests === null || form === 'metadata') return null
  const laws = rests.treaties.map((treaty) => question.view.lawOf(treaty))
  return { laws, groups: rests.groups, fromDay: rests.fromDay === true }
}

/** Reads a request with all care. Throws InputError. */
function readWithCare(
  { resource, fixed }: Route,
  c: Context,
  at: { readonly view: RecordView; readonly today: PlainDate },
): Asked {
  const names = pathNames(resource.path)
  const values: Record<string, string> = {}
  for (const name of names) values[name] = String(c.req.param(name))
  const last = names.at(-1)
  const split = fixed === null && last !== undefined ? splitEnding(resource, String(values[last])) : null
  if (split !== null && last !== undefined) values[last] = split.text
  const query = readQuery(queryOf(c.req.url))
  refusePathNames(query, names)
  const question = readQuestion(resource, [...Object.entries(values), ...query], at)
  const { form, ending } = split ?? fixed ?? { form: 'json', ending: '' }
  const canonical = resource.canonical(at.view, question.parameters)
  const given = new Set(query.map(([name]) => name))
  return {
    resource,
    form,
    ending,
    question,
    bothClocksGiven: given.has('as_of') && given.has('known_at'),
    rests: null,
    canonical: names.some((name) => canonical[name] !== values[name]) ? canonical : null,
  }
}

const QUESTIONS_KEPT = 2000

/** A function that reads requests of one route. A question that was read before is known again when only its clocks
 *  are others. Throws InputError. */
export function readingRequests(route: Route) {
  let facts: object | null = null
  let known = new Map<string, Asked>()
  let named = 0

  const remember = (key: string, asked: Asked): Asked => {
    const rests = restsOf(route, asked.form, asked.question)
    named += 1
    const kept =
      rests === null
        ? asked
        : { ...asked, rests: { ...rests, name: `${route.resource.id}${asked.ending}${named}` } }
    if (known.size >= QUESTIONS_KEPT) known = new Map()
    known.set(key, kept)
    return kept
  }

  return (c: Context, at: { readonly view: RecordView; readonly today: PlainDate }): Asked => {
    const { view, today } = at
    if (facts !== view.facts) {
      facts = view.facts
      known = new Map()
    }
    const split = splitQuery(queryOf(c.req.url))
    if (split === null) return readWithCare(route, c, at)
    const key = `${c.req.path}?${split.others}`
    const before = known.get(key)
    const clocks = before === undefined ? null : clocksIn(view, split, today)
    if (before === undefined || clocks === null) return remember(key, readWithCare(route, c, at))
    const { parameters } = before.question
    return {
      ...before,
      question: { view, today, clocks, parameters },
      bothClocksGiven: split.as_of !== undefined && split.known_at !== undefined,
    }
  }
}
