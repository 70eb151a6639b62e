import type { RecordState } from '../answers/record-as-known.ts'
import type { Clocks, PlainDate } from '../law/plain-date.ts'

/** Kept for a year without asking again. */
const IMMUTABLE = 'public, max-age=31536000, immutable'
/** Kept, and asked again each time: `If-None-Match` makes that cheap. */
export const ASK_AGAIN = 'public, max-age=0, must-revalidate'

/** How long an answer may be kept. It can never change when both clocks were given, the day of knowledge has passed
 *  and the day of law has come: what is recorded from now on is known later. */
export function cacheControl(asked: {
  readonly bothClocksGiven: boolean
  readonly clocks: Clocks
  readonly today: PlainDate
}): string {
  const { asOf, knownAt } = asked.clocks
  return asked.bothClocksGiven && knownAt < asked.today && asOf <= asked.today ? IMMUTABLE : ASK_AGAIN
}

/** What marks a state of the record: everything in it that an answer shows. */
export function stateMark({ record, checked_at, source_as_at, stale }: RecordState): string {
  const checked = checked_at === null ? '' : checked_at.replace(/\D/g, '')
  const day = source_as_at === null ? '' : source_as_at
  return `${record.hash.slice(0, 20)}.${checked}.${day}${stale ? '.stale' : ''}`
}

/** Whether the reader already has it (RFC 9110, section 13.1.2: weak comparison). */
export function isUnchanged(ifNoneMatch: string | null | undefined, tag: string): boolean {
  if (ifNoneMatch === null || ifNoneMatch === undefined) return false
  if (ifNoneMatch === tag || ifNoneMatch.trim() === '*') return true
  const strong = tag.replace(/^W\//, '')
  return ifNoneMatch.split(',').some((one) => one.trim().replace(/^W\//, '') === strong)
}
