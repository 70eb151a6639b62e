import { statementsOf } from '../alerts/statements.ts'
import { type RecordView, viewRecord } from '../answers/record-view.ts'
import type { TreatyLaw } from '../answers/treaty-law.ts'
import { addDays, type Clocks, type PlainDate } from '../law/plain-date.ts'
import type { RecordEvent } from '../record/event.ts'
import type { Treaty } from '../record/snapshot.ts'
import { movingEvents } from './moving-events.ts'
import { treatyStateOf } from './treaty-states.ts'

/** Events that were written at one time, in their order: they were seen together. */
type Written = { readonly first: RecordEvent; readonly last: RecordEvent }

function writtenTogether(events: readonly RecordEvent[]): Written[] {
  const ordered = events.toSorted((one, other) => one.seq - other.seq)
  return [...Map.groupBy(ordered, ({ recorded_at }) => recorded_at).values()].flatMap((together) => {
    const [first, last] = [together[0], together.at(-1)]
    return first === undefined || last === undefined ? [] : [{ first, last }]
  })
}

/** Keys of what the law says of the treaty under the clocks. */
function saidIn(view: RecordView, treaty: Treaty, clocks: Clocks): ReadonlySet<string> {
  return new Set(statementsOf(treatyStateOf(view, treaty, clocks)).keys())
}

/** The record as it was before event number `until`. */
function viewUntil({ record }: RecordView, until: number): RecordView {
  return viewRecord({ ...record, events: record.events.slice(0, until - 1) })
}

/** What the writes of one day brought, as far as they were looked into. */
type Brought = {
  /** What was said before the first of them. */
  readonly eve: ReadonlySet<string>
  /** The event after which each thing was first said. */
  readonly by: Map<string, RecordEvent>
  /** The last event that was looked into; null before any was. */
  last: RecordEvent | null
}

/** By record, treaty, day and first event. Events are only added, so each write is looked into once, however many follow
 *  it. */
const brought = new WeakMap<object, Map<string, Brought>>()
/** So many days are remembered of a record; feeds ask for the newest. */
const MOST_DAYS = 200

function broughtSince(
  view: RecordView,
  treaty: Treaty,
  { day, first }: { readonly day: PlainDate; readonly first: RecordEvent },
): Brought {
  const known = brought.get(view.registry) ?? new Map<string, Brought>()
  brought.set(view.registry, known)
  const name = `${treaty.number} ${day} ${first.hash}`
  const eve = () => saidIn(viewUntil(view, first.seq), treaty, { asOf: day, knownAt: day })
  const found = known.get(name) ?? { eve: eve(), by: new Map<string, RecordEvent>(), last: null }
  if (known.size >= MOST_DAYS && !known.has(name)) known.clear()
  known.set(name, found)
  return found
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
  const written = writtenTogether(ofDay)
  const [begun] = written
  if (begun === undefined) return null
  const found = broughtSince(view, treaty, { day, first: begun.first })
  if (found.eve.has(key)) return null
  for (const { last } of written) {
    if (found.by.has(key)) break
    if (found.last !== null && last.seq <= found.last.seq) continue
    for (const said of saidIn(viewUntil(view, last.seq + 1), treaty, { asOf: day, knownAt: day }))
      if (!found.by.has(said)) found.by.set(said, last)
    found.last = last
  }
  return found.by.get(key) ?? null
}

/** On which day things fell last, seen from one day: worked out from the newest on, as far back as somebody asked. */
type Falls = {
  readonly today: PlainDate
  readonly moves: ReadonlyMap<PlainDate, readonly RecordEvent[]>
  /** Days with moves that were not looked into yet, the newest last. */
  readonly left: PlainDate[]
  readonly fell: Map<string, PlainDate>
  /** What was said on a day before one of its events, by its number. */
  readonly during: Map<number, ReadonlySet<string>>
}

/** It holds for as long as the law of the treaty. */
const worked = new WeakMap<TreatyLaw, Falls>()

function fallsOf(view: RecordView, treaty: Treaty, today: PlainDate): Falls {
  const law = view.lawOf(treaty)
  const known = worked.get(law)
  if (known?.today === today) return known
  const moves = Map.groupBy(movingEvents(view, treaty, today), ({ known_on }) => known_on)
  const found = { today, moves, left: [...moves.keys()].toSorted(), fell: new Map(), during: new Map() }
  worked.set(law, found)
  return found
}

/** The last day after `day` on whose eve the thing was still said; null where there is none. */
function dayOfFall(
  view: RecordView,
  treaty: Treaty,
  { about, day, falls }: { readonly about: string; readonly day: PlainDate; readonly falls: Falls },
): PlainDate | null {
  const { today, left, fell } = falls
  for (let known = left.at(-1); known !== undefined && known > day && !fell.has(about); known = left.at(-1)) {
    for (const said of saidIn(view, treaty, { asOf: today, knownAt: addDays(known, -1) }))
      if (!fell.has(said)) fell.set(said, known)
    left.pop()
  }
  const found = fell.get(about)
  return found === undefined || found <= day ? null : found
}

/** The event by which a thing that the law said from `day` on fell last, so that it does not say it today; null where none
 *  is found. */
export function eventThatTook(
  view: RecordView,
  treaty: Treaty,
  { about, day, today }: { readonly about: string; readonly day: PlainDate; readonly today: PlainDate },
): RecordEvent | null {
  const falls = fallsOf(view, treaty, today)
  const fell = dayOfFall(view, treaty, { about, day, falls })
  const known = fell ?? day
  const written = writtenTogether(falls.moves.get(known) ?? [])
  if (fell !== null && written.length === 1) return written[0]?.last ?? null
  const wasSaid = ({ first: { seq } }: Written): boolean => {
    const said =
      falls.during.get(seq) ?? saidIn(viewUntil(view, seq), treaty, { asOf: today, knownAt: known })
    falls.during.set(seq, said)
    return said.has(about)
  }
  // What was said and taken back on one day held only between two writes.
  const took = written.findLast(wasSaid) ?? (fell === null ? undefined : written.at(-1))
  return took?.last ?? null
}
