import { actFact } from '../alerts/act-facts.ts'
import type { Fact } from '../alerts/fact.ts'
import { factsBetween } from '../alerts/facts-between.ts'
import type { RecordView } from '../answers/record-view.ts'
import { addDays, type PlainDate } from '../law/plain-date.ts'
import type { RecordEvent } from '../record/event.ts'
import { actNames } from './decide-alerts.ts'
import { treatyStateOf } from './treaty-states.ts'

/** A fact with the day on which it was known, and the event that brought it; null for one that a day brought. */
export type DatedFact = {
  readonly fact: Fact
  readonly day: PlainDate
  readonly event: RecordEvent | null
}

/** At most so many days of news are gone through. */
export const MOST_DAYS = 60

function byKnowledge(one: RecordEvent, other: RecordEvent): number {
  if (one.known_on === other.known_on) return other.seq - one.seq
  return one.known_on < other.known_on ? 1 : -1
}

/** What the law says at the end of a day and did not at the end of the day before, by what was known on each. */
function lawFacts(view: RecordView, day: PlainDate): Fact[] {
  const eve = addDays(day, -1)
  if (view.firstKnown === null || eve < view.firstKnown) return []
  return view.treaties.flatMap((treaty) => {
    if (eve < treaty.adopted) return []
    const before = treatyStateOf(view, treaty, { asOf: eve, knownAt: eve })
    const after = treatyStateOf(view, treaty, { asOf: day, knownAt: day })
    return factsBetween(before, after, { mended: false }).told
  })
}

/** The newest facts of the record up to `today`, the newest first: acts and corrections by the day on which they were
 *  known, each with what it brought about, of at most `mostDays` days with news. Computed from the record alone, so that it is the same whoever asks and
 *  whether anyone subscribes. */
export function newestFacts(
  view: RecordView,
  today: PlainDate,
  mostDays: number = MOST_DAYS,
): readonly DatedFact[] {
  const known = view.record.events.filter(({ known_on }) => known_on <= today).toSorted(byKnowledge)
  const days = new Set<PlainDate>()
  const names = actNames(view, today)
  const facts: DatedFact[] = []
  const close = (day: PlainDate): void => {
    facts.push(...lawFacts(view, day).map((fact) => ({ fact, day, event: null })))
  }
  let open: PlainDate | null = null
  for (const event of known) {
    const { known_on: day } = event
    if (!days.has(day)) {
      if (days.size >= mostDays) break
      if (open !== null) close(open)
      days.add(day)
      open = day
    }
    const fact = actFact(event, names)
    if (fact !== null) facts.push({ fact, day, event })
  }
  if (open !== null) close(open)
  return facts
}
