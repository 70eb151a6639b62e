import { laterOf, type PlainDate } from '../law/plain-date.ts'
import type { RecordEvent } from '../record/event.ts'

/** By treaty the days of which the depositary's printed totals are on record, each with the day from which it is known. */
export type TotalsKnown = ReadonlyMap<string, ReadonlyMap<PlainDate, PlainDate>>

/** The totals with those of further events. What was only reported was not read in the source, and is left out. */
export function addedTotals(earlier: TotalsKnown, events: readonly RecordEvent[]): TotalsKnown {
  const totals = new Map(earlier)
  for (const { action, action_date: day, day_known, known_on, treaty } of events) {
    if (action !== 'asserted_headline' || day === null || day_known === 'reported') continue
    const from = laterOf(known_on, day)
    const days = new Map(totals.get(treaty))
    const before = days.get(day)
    days.set(day, before === undefined || from < before ? from : before)
    totals.set(treaty, days)
  }
  return totals
}

/** The newest day of totals of any of the treaties, of those that were known by `knownAt`; null where there are none. As
 *  `knownAt` goes forward it never goes back. */
export function dayOfTotals(
  totals: TotalsKnown,
  treaties: readonly string[],
  knownAt: PlainDate,
): PlainDate | null {
  let newest: PlainDate | null = null
  for (const treaty of treaties) {
    for (const [day, from] of totals.get(treaty) ?? []) if (from <= knownAt) newest = laterOf(day, newest)
  }
  return newest
}
