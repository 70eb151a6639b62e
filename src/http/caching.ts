import type { RecordState } from '../answers/record-as-known.ts'
import type { Clocks, PlainDate } from '../law/plain-date.ts'

/** Kept for a year without asking again. */
const IMMUTABLE = 'public, max-age=31536000, immutable'
/** Kept, and asked again each time: `If-None-Match` makes that cheap. */
export const ASK_AGAIN = 'public, max-age=0, must-revalidate'

/** How long an answer may be kept. It can never change when both clocks were given and the day of knowledge has
 *  passed: what is recorded from now on is known later. */
export function cacheControl(asked: {
  readonly bothClocksGiven: boolean
  readonly knownAt: PlainDate
  readonly today: PlainDate
}): string {
  return asked.bothClocksGiven && asked.knownAt < asked.today ? IMMUTABLE : ASK_AGAIN
}

/** The mark of an answer at one address: everything that can make it another one. `form` changes with the program. */
export function entityTag(state: RecordState, clocks: Clocks, form: string): string {
  const hash = state.record.hash.slice(0, 20)
  const checked = state.checked_at === null ? '' : state.checked_at.replace(/\D/g, '')
  const source = state.source_as_at === null ? '' : state.source_as_at
  return `"${form}.${hash}.${clocks.asOf}.${clocks.knownAt}.${checked}.${source}"`
}

/** Whether the reader already has it (RFC 9110, section 13.1.2: weak comparison). */
export function isUnchanged(ifNoneMatch: string | null | undefined, tag: string): boolean {
  if (ifNoneMatch === null || ifNoneMatch === undefined) return false
  if (ifNoneMatch === tag || ifNoneMatch.trim() === '*') return true
  return ifNoneMatch.split(',').some((one) => one.trim().replace(/^W\//, '') === tag)
}
