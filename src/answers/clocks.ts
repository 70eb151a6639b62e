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

function lawLimit({ firstDay }: RecordView): Limit {
  return { first: firstDay, why: 'the first treaty was adopted then', end: TOO_LATE }
}

function knowledgeLimit({ firstKnown }: RecordView): Limit {
  return { first: firstKnown, why: 'the first event of the record was known then', end: null }
}

function isTooLate(day: PlainDate, { end }: Limit): boolean {
  return end !== null && day >= end
}

function isTooEarly(day: PlainDate, { first }: Limit): boolean {
  return first !== null && day < first
}

function readDay(field: string, value: string, limit: Limit): Read {
  const { first, why, end } = limit
  const day = parsePlainDate(value)
  const tooLate = day !== null && isTooLate(day, limit)
  const tooEarly = day !== null && isTooEarly(day, limit)
  const nearest = tooEarly && first !== null ? { nearest: first } : {}
  if (day !== null && !tooLate && !tooEarly) return { day }
  const from = first === null ? '' : ` from ${first} on (${why})`
  const before = tooLate ? `, before ${end}` : ''
  const accepted = `a day of the calendar as YYYY-MM-DD${from}${before}`
  return { problem: { field, value, accepted, ...nearest } }
}

/** The two clocks asked for. Throws InputError for what is no day of the calendar, for a day of law before the first
 *  treaty was adopted or so late that nothing can be counted from it, and for a day of knowledge before the first event was known. */
export function readClocks(view: RecordView, given: GivenClocks, today: PlainDate): Clocks {
  const asOf = given.as_of === undefined ? { day: today } : readDay('as_of', given.as_of, lawLimit(view))
  const knownAt =
    given.known_at === undefined ? { day: today } : readDay('known_at', given.known_at, knowledgeLimit(view))
  if ('day' in asOf && 'day' in knownAt) return { asOf: asOf.day, knownAt: knownAt.day }
  throw new InputError([asOf, knownAt].flatMap((read) => ('problem' in read ? [read.problem] : [])))
}

function allowed(text: string | undefined, limit: Limit, today: PlainDate): PlainDate | null {
  if (text === undefined) return today
  const day = parsePlainDate(text)
  return day === null || isTooLate(day, limit) || isTooEarly(day, limit) ? null : day
}

/** The two clocks where `readClocks` allows both; null where it would throw, for who has to be quick and leaves the
 *  reason to it. */
export function clocksIfAllowed(view: RecordView, given: GivenClocks, today: PlainDate): Clocks | null {
  const asOf = allowed(given.as_of, lawLimit(view), today)
  const knownAt = allowed(given.known_at, knowledgeLimit(view), today)
  return asOf === null || knownAt === null ? null : { asOf, knownAt }
}
