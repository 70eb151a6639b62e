import { statementsOf } from '../alerts/statements.ts'
import { type RecordView, viewRecord } from '../answers/record-view.ts'
import type { TreatyLaw } from '../answers/treaty-law.ts'
import { addDays, type Clocks, type PlainDate } from '../law/plain-date.ts'
import type { RecordEvent } from '../record/event.ts'
import type { Treaty } from '../record/snapshot.ts'
import { movesAmong } from './calendar-entries.ts'
import { treatyStateOf } from './treaty-states.ts'

/** So many days on which a statement may have fallen are looked into, the newest. */
const MOST_DAYS = 40

/** Events that were written at one time, in their order: they were seen together. */
type Written = { readonly first: RecordEvent; readonly last: RecordEvent }

type Held = Map<string, ReadonlySet<string>>

/** What held of a treaty before an event was written, as it was worked out. It holds for as long as the law of the
 *  treaty: events are only added. */
const worked = new WeakMap<TreatyLaw, Held>()

/** Keys of what the law says of the treaty under the clocks, by the events before number `until`; by all where that is
 *  left out. */
function heldIn(
  view: RecordView,
  treaty: Treaty,
  { clocks, until }: { clocks: Clocks; until?: number },
): ReadonlySet<string> {
  const law = view.lawOf(treaty)
  const known = worked.get(law) ?? (new Map() satisfies Held)
  worked.set(law, known)
  const name = `${until ?? ''} ${clocks.asOf} ${clocks.knownAt}`
  const found = known.get(name)
  if (found !== undefined) return found
  const then =
    until === undefined
      ? view
      : viewRecord({ ...view.record, events: view.record.events.slice(0, until - 1) })
  const made = new Set(statementsOf(treatyStateOf(then, treaty, clocks)).keys())
  known.set(name, made)
  return made
}

function writtenTogether(events: readonly RecordEvent[]): Written[] {
  const ordered = events.toSorted((one, other) => one.seq - other.seq)
  return [...Map.groupBy(ordered, ({ recorded_at }) => recorded_at).values()].flatMap((together) => {
    const [first, last] = [together[0], together.at(-1)]
    return first === undefined || last === undefined ? [] : [{ first, last }]
  })
}

/** The event of the day after which the law first said a thing that it says on the day and did not on its eve; null where
 *  the day itself brought it, as with a Party for which a treaty enters into force, or a pack. What is written later never changes
 *  it. `ofDay`: events on which the treaty rests that became known on the day. */
export function eventThatBrought(
  view: RecordView,
  treaty: Treaty,
  {
    key,
    day,
    ofDay,
  }: { readonly key: string; readonly day: PlainDate; readonly ofDay: readonly RecordEvent[] },
): RecordEvent | null {
  // What packs brought was known before it was written: it stands on its day, whichever row brought it.
  if (ofDay.every(({ recorded_by }) => recorded_by.startsWith('pack:'))) return null
  const clocks = { asOf: day, knownAt: day }
  const written = writtenTogether(ofDay)
  const [begun] = written
  if (begun === undefined || heldIn(view, treaty, { clocks, until: begun.first.seq }).has(key)) return null
  const brought = written.find(({ last }) => heldIn(view, treaty, { clocks, until: last.seq + 1 }).has(key))
  return brought?.last ?? null
}

/** The event by which a thing that the law said from `day` on fell last, so that it does not say it today; null where none
 *  is found. */
export function eventThatTook(
  view: RecordView,
  treaty: Treaty,
  { about, day, today }: { readonly about: string; readonly day: PlainDate; readonly today: PlainDate },
): RecordEvent | null {
  const moves = [...view.lawOf(treaty).rests]
    .flatMap((number) => movesAmong(view.eventsOfTreaty(number)))
    .filter(({ known_on }) => known_on >= day && known_on <= today)
  const byDay = Map.groupBy(moves, ({ known_on }) => known_on)
  const holdsAt = (knownAt: PlainDate, until?: number): boolean =>
    heldIn(view, treaty, { clocks: { asOf: today, knownAt }, ...(until === undefined ? {} : { until }) }).has(
      about,
    )
  for (const known of [...byDay.keys()].toSorted().toReversed().slice(0, MOST_DAYS)) {
    const written = writtenTogether(byDay.get(known) ?? [])
    const isLast = known > day && holdsAt(addDays(known, -1))
    if (isLast && written.length === 1) return written[0]?.last ?? null
    // What was said and taken back on one day held only between two writes.
    if (!isLast && known !== day) continue
    const took = written.findLast(({ first }) => holdsAt(known, first.seq))
    return (took ?? (isLast ? written.at(-1) : undefined))?.last ?? null
  }
  return null
}
