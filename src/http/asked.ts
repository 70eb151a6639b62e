import type { Context } from 'hono'
import { type GivenParameters, readQuestion } from '../answers/ask.ts'
import { clocksIfAllowed, type GivenClocks } from '../answers/clocks.ts'
import type { RecordView } from '../answers/record-view.ts'
import type { Question, Resource } from '../answers/resource.ts'
import { treatiesAbout } from '../answers/treaties-about.ts'
import type { TreatyLaw } from '../answers/treaty-law.ts'
import { InputError } from '../law/input-error.ts'
import type { PlainDate } from '../law/plain-date.ts'
import { type Ending, type Form, splitEnding } from './forms.ts'
import { pathNames, queryOf, readQuery } from './parameters.ts'

/** What answers to a question rest on, and a short name for the question without its clocks, which is the same in all
 *  views of one registry. */
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
  /** Numbers of the treaties that the answer is about. */
  readonly about: readonly string[]
  /** null where the answer is not remembered. */
  readonly rests: Rests | null
  /** Path parameters as the canonical address has them, where they came otherwise; else null. */
  readonly canonical: Readonly<Record<string, string>> | null
}

/** Where the route itself names the form of the answer. */
export type Route = { readonly resource: Resource; readonly fixed: { form: Form; ending: Ending } | null }

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
function readWithCare({ resource, fixed }: Route, c: Context, at: At): Asked {
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
    about: treatiesAbout(resource, at.view, question.parameters),
    rests: null,
    canonical: names.some((name) => canonical[name] !== values[name]) ? canonical : null,
  }
}

const QUESTIONS_KEPT = 2000

type At = { readonly view: RecordView; readonly today: PlainDate }

/** Functions that read the requests of one route. A question that was read before is known again when only its clocks
 *  are others. `read` throws InputError; `again` knows only such questions, and is null for all others. */
export function readingRequests(route: Route) {
  let facts: object | null = null
  let registry: object | null = null
  let known = new Map<string, Asked>()
  let names = new Map<string, string>()
  let named = 0

  const nameOf = (key: string, ending: string): string => {
    const before = names.get(key)
    if (before !== undefined) return before
    named += 1
    const name = `${route.resource.id}${ending}${named}`
    if (names.size >= QUESTIONS_KEPT) names = new Map()
    names.set(key, name)
    return name
  }
  const remember = (key: string, asked: Asked): Asked => {
    const rests = restsOf(route, asked.form, asked.question)
    const kept = rests === null ? asked : { ...asked, rests: { ...rests, name: nameOf(key, asked.ending) } }
    if (known.size >= QUESTIONS_KEPT) known = new Map()
    known.set(key, kept)
    return kept
  }
  const turnTo = (view: RecordView): void => {
    if (facts === view.facts) return
    facts = view.facts
    known = new Map()
    if (registry === view.registry) return
    registry = view.registry
    names = new Map()
  }

  const asBefore = (key: string, split: SplitQuery, { view, today }: At): Asked | null => {
    const before = known.get(key)
    const clocks = before === undefined ? null : clocksIfAllowed(view, split, today)
    if (before === undefined || clocks === null) return null
    const { parameters } = before.question
    return {
      ...before,
      question: {
        ...{ view, today, clocks, parameters },
        ...(split.known_at === undefined ? {} : { knownAtGiven: true }),
      },
      bothClocksGiven: split.as_of !== undefined && split.known_at !== undefined,
    }
  }
  const read = (c: Context, at: At): Asked => {
    turnTo(at.view)
    const split = splitQuery(queryOf(c.req.url))
    if (split === null) return readWithCare(route, c, at)
    const key = `${c.req.path}?${split.others}`
    return asBefore(key, split, at) ?? remember(key, readWithCare(route, c, at))
  }
  const again = (path: string, query: string, at: At): Asked | null => {
    turnTo(at.view)
    const split = splitQuery(query)
    return split === null ? null : asBefore(`${path}?${split.others}`, split, at)
  }
  return { read, again }
}
