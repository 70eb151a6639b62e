import type * as z from 'zod'
import { answer, readQuestion } from '../../answers/ask.ts'
import type { JobsReport } from '../../answers/jobs.ts'
import type { ReconciliationReport } from '../../answers/reconciliation.ts'
import type { RecordView } from '../../answers/record-view.ts'
import type { Resource } from '../../answers/resource.ts'
import type { Scoreboard } from '../../answers/scoreboard.ts'
import type { Clocks, PlainDate } from '../../law/plain-date.ts'
import { fillPath, pathNames } from '../parameters.ts'
import { queryText } from './query-text.ts'
import type { Text } from './text/text.ts'

/** An answer and the address at which the API gives the same. */
export type Found<A> = {
  readonly address: string
  /** Place among the answers of the page, from 0; figures name it. */
  readonly place: number
  readonly data: A
}

type Answer<P extends z.ZodObject, A extends z.ZodObject> = ReturnType<typeof answer<P, A>>

/** Where a page is, without the clocks: what forms and links of the frame repeat. */
export type PageAddress = {
  /** Address under which readers reach the program. */
  readonly base: string
  readonly path: string
  readonly query: readonly (readonly [name: string, value: string])[]
}

/** What pages can ask that is not in the record. */
export type PageMeans = {
  readonly jobs?: () => Promise<JobsReport>
  readonly reconciliation?: () => Promise<ReconciliationReport>
  readonly scoreboard?: () => Promise<Scoreboard>
  /** Whether the record is signed here, so that there are checkpoints. */
  readonly signs?: () => Promise<boolean>
  /** Whether pictures are there as PNG too. */
  readonly hasPng?: boolean
}

/** What a page is written with. */
export type Asking<P = unknown> = {
  readonly view: RecordView
  readonly today: PlainDate
  readonly clocks: Clocks
  /** The clocks that stand in the address. */
  readonly given: { readonly as_of?: string; readonly known_at?: string }
  readonly parameters: P
  readonly address: PageAddress
  readonly text: Text
  readonly means: PageMeans
  /** The answer to a question under the clocks of the page, or others. The same question twice is one answer.
   *  Throws InputError. */
  readonly ask: <Q extends z.ZodObject, A extends z.ZodObject>(
    resource: Resource<Q, A>,
    parameters: Readonly<Record<string, string>>,
    clocks?: Asking['given'],
  ) => Found<Answer<Q, A>>
  /** What was read elsewhere than from the record, with the address that gives the same as data. */
  readonly shows: <A>(address: string, data: A) => Found<A>
  /** The address of another page under the same clocks. */
  readonly link: (path: string, query?: Readonly<Record<string, string>>) => string
  /** Every answer asked so far, in order. */
  readonly found: readonly Found<unknown>[]
}

function addressWith(path: string, query: readonly (readonly [string, string])[]): string {
  return query.length === 0 ? path : `${path}?${queryText(query)}`
}

const KEPT = 500
const answeredBefore = new WeakMap<RecordView, Map<string, unknown>>()

/** What `make` answers, made once for each address while the record stays as it is. For the addresses without clocks
 *  alone, which are few: pages of every day ask them again. */
function answeredOnce<A>(view: RecordView, address: string, make: () => A): A {
  const known = answeredBefore.get(view) ?? new Map<string, unknown>()
  answeredBefore.set(view, known)
  const before = known.get(address)
  if (before !== undefined) return before as A
  const made = make()
  if (known.size >= KEPT) known.clear()
  known.set(address, made)
  return made
}

/** Address of an answer in the API. */
export function answerAddress(
  resource: Pick<Resource, 'path'>,
  parameters: Readonly<Record<string, string>>,
  given: Asking['given'],
): string {
  const inPath = pathNames(resource.path)
  const query = Object.entries({ ...parameters, ...given }).filter(([name]) => !inPath.includes(name))
  return addressWith(fillPath(resource.path, parameters), query)
}

/** Gives a page what it is written with. */
export function startAsking<P>(about: Omit<Asking<P>, 'ask' | 'shows' | 'link' | 'found'>): Asking<P> {
  const { view, today, given } = about
  const found: Found<unknown>[] = []
  const clocksOnly = addressWith('', Object.entries(given))
  return {
    ...about,
    found,
    ask: <Q extends z.ZodObject, A extends z.ZodObject>(
      resource: Resource<Q, A>,
      parameters: Readonly<Record<string, string>>,
      clocks: Asking['given'] = given,
    ) => {
      const address = answerAddress(resource, parameters, clocks)
      const known = found.find((one) => one.address === address)
      if (known !== undefined) return known as Found<Answer<Q, A>>
      const answered = () =>
        answer(
          resource,
          readQuestion(resource, Object.entries({ ...parameters, ...clocks }), { view, today }),
        )
      const isOfToday = clocks !== given && clocks.as_of === undefined && clocks.known_at === undefined
      const data = isOfToday ? answeredOnce(view, `${today} ${address}`, answered) : answered()
      const made = { address, place: found.length, data }
      found.push(made)
      return made
    },
    shows: (address, data) => {
      const made = { address, place: found.length, data }
      found.push(made)
      return made
    },
    link: (path, query) =>
      query === undefined
        ? `${path}${clocksOnly}`
        : addressWith(path, Object.entries({ ...query, ...given })),
  }
}
