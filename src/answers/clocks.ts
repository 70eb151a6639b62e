import { InputError, type InputProblem } from '../law/input-error.ts'
import { type Clocks, type PlainDate, parsePlainDate, TOO_LATE } from '../law/plain-date.ts'
import type { RecordView } from './record-view.ts'

/** What was given for the two clocks; undefined is today. */
export type GivenClocks = { readonly as_of: string | undefined; readonly known_at: string | undefined }

type Limit = {
  readonly first: PlainDate | null
  readonly why: string
  /** First day that cannot be asked for; null where every later one can. */
  readonly end: PlainDate | null
}

type Read = { readonly day: PlainDate } | { readonly problem: InputProblem }

function readDay(field: string, value: string, { first, why, end }: Limit): Read {
  const day = parsePlainDate(value)
  const tooLate = day !== null && end !== null && day >= end
  const tooEarly = day !== null && first !== null && day < first
  if (day !== null && !tooLate && !tooEarly) return { day }
  const from = first === null ? '' : ` from ${first} on (${why})`
  const before = tooLate ? `, before ${end}` : ''
  const accepted = `a day of the calendar as YYYY-MM-DD${from}${before}`
  return { problem: { field, value, accepted, ...(tooEarly ? { nearest: first } : {}) } }
}

/** The two clocks asked for. Throws InputError for what is no day of the calendar, for a day of law before the first
 *  treaty was adopted or so late that nothing can be counted from it, and for a day of knowledge before the first event was known. */
export function readClocks(view: RecordView, given: GivenClocks, today: PlainDate): Clocks {
  const law = { first: view.firstDay, why: 'the first treaty was adopted then', end: TOO_LATE }
  const knowledge = {
    first: view.firstKnown,
    why: 'the first event of the record was known then',
    end: null,
  }
  const asOf = given.as_of === undefined ? { day: today } : readDay('as_of', given.as_of, law)
  const knownAt =
    given.known_at === undefined ? { day: today } : readDay('known_at', given.known_at, knowledge)
  if ('day' in asOf && 'day' in knownAt) return { asOf: asOf.day, knownAt: knownAt.day }
  throw new InputError([asOf, knownAt].flatMap((read) => ('problem' in read ? [read.problem] : [])))
}
