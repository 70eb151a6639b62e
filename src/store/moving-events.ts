import type { RecordView } from '../answers/record-view.ts'
import { CONSENTS } from '../law/act.ts'
import { laterOf, type PlainDate } from '../law/plain-date.ts'
import type { RecordEvent } from '../record/event.ts'
import type { Treaty } from '../record/snapshot.ts'

/** Acts by which a participant may become bound. */
export const MAY_BIND: ReadonlySet<string> = new Set(['definitive_signature', ...CONSENTS])
const MENDS_OR_ENDS: ReadonlySet<string> = new Set([
  'correction',
  'retraction',
  'withdrawal_of_instrument',
  'denunciation',
  'rescission',
])

/** A function that says of each consent, in the order in which they were written, whether it may have moved a day. */
function watchConsents(own: string): (event: RecordEvent) => boolean {
  const latestUnder = new Map<string, PlainDate>()
  /** Latest consent of each participant, under whichever treaty. */
  const latestOf = new Map<string | null, PlainDate>()
  const bound = new Set<string | null>()
  /** Latest day from which an instrument under the treaty itself may count. */
  let latest: PlainDate | null = null
  return ({ treaty, participant, action_date: day }) => {
    const wasBound = bound.has(participant)
    const isOwn = treaty === own
    if (isOwn) bound.add(participant)
    if (day === null) return wasBound && !isOwn
    const underIt = latestUnder.get(treaty) ?? null
    latestUnder.set(treaty, laterOf(day, underIt))
    latestOf.set(participant, laterOf(day, latestOf.get(participant) ?? null))
    const before = isOwn ? latest : underIt
    if (bound.has(participant)) latest = laterOf(latestOf.get(participant) ?? day, latest)
    // Consent to a parent revives what waits for it, or lapsed with it, on whatever day it comes.
    return (!isOwn && wasBound) || (before !== null && day < before)
  }
}

/** Events that may have moved or ended a day of entry into force under the treaty that was fixed before, in the order in
 *  which they were written: under the treaty or one on which its law rests what mends or ends an act, and an act that was recorded after
 *  one of a later day; under another, also consent by whoever had acted under the treaty. What is one stays one, so that
 *  their number only grows. Only what was known on `knownAt`. */
export function movingEvents(view: RecordView, treaty: Treaty, knownAt: PlainDate): RecordEvent[] {
  const events = [...view.lawOf(treaty).rests].flatMap((number) =>
    view.eventsOfTreaty(number).filter(({ known_on }) => known_on <= knownAt),
  )
  const movesOne = watchConsents(treaty.number)
  return events
    .toSorted((one, other) => one.seq - other.seq)
    .filter((event) => MENDS_OR_ENDS.has(event.action) || (MAY_BIND.has(event.action) && movesOne(event)))
}
