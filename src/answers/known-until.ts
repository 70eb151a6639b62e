import { laterOf, type PlainDate, parsePlainDate } from '../law/plain-date.ts'
import type { Treaty } from '../record/snapshot.ts'
import type { RecordView } from './record-view.ts'
import { dayOfTotals } from './totals-known.ts'

/** An instant in UTC begins with its day. */
const DAY_LETTERS = 10

const heard = new WeakMap<object, Map<string, PlainDate | null>>()

/** The same for every question about one record, and as long to find as its history. */
function heardOnce(view: RecordView, treaty: Treaty): PlainDate | null {
  const days = heard.get(view.record) ?? new Map<string, PlainDate | null>()
  heard.set(view.record, days)
  const known = days.get(treaty.number)
  if (known !== undefined) return known
  const found = heardUntil(view, treaty)
  days.set(treaty.number, found)
  return found
}

/** The last day of which the record has heard anything of the treaty: of its last good check, of the newest source that
 *  an act cites, or on which the newest act became known. null where there is nothing. */
function heardUntil(view: RecordView, { number }: Treaty): PlainDate | null {
  return view.eventsOfTreaty(number).reduce<PlainDate | null>(
    (last, { known_on, source }) => {
      const asAt = view.sources.get(source)?.as_at
      const cited = asAt === undefined ? null : parsePlainDate(asAt)
      return laterOf(laterOf(known_on, cited), last)
    },
    checkedOn(view, number),
  )
}

/** The day of the last good check of the depositary; null where there was none. */
function checkedOn(view: RecordView, treaty: string): PlainDate | null {
  const checked = view.record.checked_by_treaty[treaty]
  return checked === undefined ? null : parsePlainDate(checked.slice(0, DAY_LETTERS))
}

/** The last day as at which all that the depositary shows of the treaty was read: of its last good check, or of its newest
 *  totals among what was known by `knownAt`. Of later days there may be acts that became known one by one. null where it
 *  was never read. */
export function readWholeUntil(view: RecordView, { number }: Treaty, knownAt: PlainDate): PlainDate | null {
  const checked = checkedOn(view, number)
  const totals = dayOfTotals(view.heads.totals, [number], knownAt)
  return totals === null ? checked : laterOf(totals, checked)
}

/** The day up to which what happened under the treaty is known, of what was known by `knownAt`: from the day after it on,
 *  that nothing is on record does not mean that nothing happened. null where nothing was ever heard. */
export function knownUntil(view: RecordView, treaty: Treaty, knownAt: PlainDate): PlainDate | null {
  const last = heardOnce(view, treaty)
  return last !== null && last > knownAt ? knownAt : last
}

/** Why an answer about `asOf` is to be read with care; null where the record reaches so far. */
export function silenceBefore(asOf: PlainDate, known: PlainDate | null): string | null {
  if (known === null) return 'nothing was ever heard of this treaty, and that is read as if nothing happened'
  if (asOf <= known) return null
  return `what happened after ${known} is not known: what is projected is projected from that day, and may have come already by ${asOf}`
}

/** The last day of `asOf` and what is known: until then somebody was watched. */
export function watchedUntil(asOf: PlainDate, known: PlainDate | null): PlainDate {
  return known !== null && known < asOf ? known : asOf
}
