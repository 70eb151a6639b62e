import { laterOf, type PlainDate } from '../law/plain-date.ts'
import type { RecordEvent } from '../record/event.ts'
import { statementsHeard } from './statements-heard.ts'

/** From `from` on, `day` is the newest day of printed totals that is known; null where none is any more. */
type Step = { readonly from: PlainDate; readonly day: PlainDate | null }

type TreatyTotals = {
  /** Totals that were read, and what corrects or retracts them, in the order of the record. */
  readonly told: readonly RecordEvent[]
  /** By day of knowledge. */
  readonly steps: readonly Step[]
}

/** By treaty, of which days the depositary's printed totals were known when. */
export type TotalsKnown = ReadonlyMap<string, TreatyTotals>

/** The newest day of totals among what was known by a day. */
function newestOn(told: readonly RecordEvent[], knownAt: PlainDate): PlainDate | null {
  const heard = statementsHeard(told.filter(({ known_on }) => known_on <= knownAt))
  return heard.reduce<PlainDate | null>((newest, { action_date: day }) => {
    return day === null || day > knownAt ? newest : laterOf(day, newest)
  }, null)
}

function stepsOf(told: readonly RecordEvent[]): Step[] {
  const days = told.flatMap(({ known_on, action_date }) =>
    action_date === null ? [known_on] : [known_on, action_date],
  )
  return [...new Set(days)].sort().map((from) => ({ from, day: newestOn(told, from) }))
}

/** What was only reported was not read in the source, and is left out. */
function areTotals({ action, day_known }: RecordEvent): boolean {
  return action === 'asserted_headline' && day_known !== 'reported'
}

/** The totals with those of further events, their corrections and retractions. */
export function addedTotals(earlier: TotalsKnown, events: readonly RecordEvent[]): TotalsKnown {
  const added = new Map<string, RecordEvent[]>()
  const ids = new Set([...earlier.values()].flatMap(({ told }) => told.map(({ id }) => id)))
  for (const event of events) {
    if (!areTotals(event) && (event.corrects === null || !ids.has(event.corrects))) continue
    ids.add(event.id)
    added.set(event.treaty, [...(added.get(event.treaty) ?? []), event])
  }
  const totals = new Map(earlier)
  for (const [treaty, further] of added) {
    const told = [...(earlier.get(treaty)?.told ?? []), ...further]
    totals.set(treaty, { told, steps: stepsOf(told) })
  }
  return totals
}

/** The newest day of totals of any of the treaties, of those that were known by `knownAt`; null where there are none.
 *  Totals that were retracted by then are none, and corrected ones are of the corrected day. */
export function dayOfTotals(
  totals: TotalsKnown,
  treaties: readonly string[],
  knownAt: PlainDate,
): PlainDate | null {
  let newest: PlainDate | null = null
  for (const treaty of treaties) {
    const day = totals.get(treaty)?.steps.findLast(({ from }) => from <= knownAt)?.day
    if (day !== undefined && day !== null) newest = laterOf(day, newest)
  }
  return newest
}
