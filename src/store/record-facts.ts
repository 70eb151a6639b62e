import { actFact } from '../alerts/act-facts.ts'
import { datedFactsOf } from '../alerts/dated-facts.ts'
import { ANNOUNCED_DAYS, type Fact, PUBLIC_KINDS, type PublicKind } from '../alerts/fact.ts'
import { factsBetween } from '../alerts/facts-between.ts'
import type { TreatyState } from '../alerts/treaty-state.ts'
import { type RecordView, viewRecord } from '../answers/record-view.ts'
import type { TreatyLaw } from '../answers/treaty-law.ts'
import { addDays, type PlainDate } from '../law/plain-date.ts'
import type { RecordEvent } from '../record/event.ts'
import type { Treaty } from '../record/snapshot.ts'
import { actNames } from './decide-alerts.ts'
import { eventThatBrought } from './event-behind.ts'
import { treatyStateOf } from './treaty-states.ts'

/** A fact with the day on which it was known, and the event that it says became known; null for what follows from events
 *  or a day. `after`: of what follows from events, the one that brought it, worked out when asked; null for what a day
 *  brought. */
export type DatedFact = {
  readonly fact: Fact
  readonly day: PlainDate
  readonly event: RecordEvent | null
  readonly after: () => RecordEvent | null
}

export type FactsAsked = {
  readonly today: PlainDate
  /** Only treaties with these numbers; all of them when empty or left out. */
  readonly treaties?: readonly string[]
  /** Kinds that are asked for, all of them when left out: days on which only others can come are passed over. */
  readonly kinds?: readonly PublicKind[]
}

/** What the law said newly of a treaty on a day, as it was worked out. It holds for as long as the law of the treaty. */
const worked = new WeakMap<TreatyLaw, Map<PlainDate, readonly Fact[]>>()

/** Events by the day on which they became known, the last of each first, and those days by treaty. */
type ByDay = {
  readonly events: ReadonlyMap<PlainDate, readonly RecordEvent[]>
  readonly days: ReadonlyMap<string, ReadonlySet<PlainDate>>
}

const ordered = new WeakMap<object, ByDay>()

/** The events of the record by day, put in order once. */
function byDay({ facts, record }: RecordView): ByDay {
  const found = ordered.get(facts)
  if (found !== undefined) return found
  const days = new Map<string, Set<PlainDate>>()
  for (const { treaty, known_on } of record.events) {
    const own = days.get(treaty)
    if (own === undefined) days.set(treaty, new Set([known_on]))
    else own.add(known_on)
  }
  const made = { events: Map.groupBy(record.events.toReversed(), ({ known_on }) => known_on), days }
  ordered.set(facts, made)
  return made
}

const FIXED: readonly PublicKind[] = ['to_go', 'reached', 'entry_fixed', 'state_entry_fixed']

function beforeEach(dates: readonly PlainDate[]): PlainDate[] {
  return dates.flatMap((date) => ANNOUNCED_DAYS.map((days) => addDays(date, -days)))
}

/** Whether anything was known, and the treaty there, on the day before. */
function hasEve({ firstKnown }: RecordView, { adopted }: Treaty, day: PlainDate): boolean {
  const eve = addDays(day, -1)
  return firstKnown !== null && eve >= firstKnown && eve >= adopted
}

/** Days on which a group or the list of States changes. */
function daysOfLists({ membershipDays, names }: RecordView): PlainDate[] {
  return [...membershipDays.days, ...[...names.since.values()].filter((day) => day !== null)]
}

/** Days on which there may be a fact of the treaty of these kinds: those with an event that it rests on, those of its
 *  dates and before them, and those on which a list changes. */
function daysOfNews(
  view: RecordView,
  treaty: Treaty,
  { today, kinds = PUBLIC_KINDS }: FactsAsked,
): PlainDate[] {
  const asks = (...some: readonly PublicKind[]) => kinds.some((kind) => some.includes(kind))
  const milestones = asks('milestone')
  const known = [...view.lawOf(treaty).rests].flatMap((number) => [...(byDay(view).days.get(number) ?? [])])
  const state = treatyStateOf(view, treaty, { asOf: today, knownAt: today })
  const entries = state.entries.map(({ date }) => date)
  const days = new Set([
    ...(milestones || asks(...FIXED) ? known : []),
    ...(milestones ? [...entries, ...daysOfLists(view)] : []),
    ...(asks('entry_near') && state.entry !== null ? beforeEach([state.entry.date]) : []),
    ...(asks('state_entry_near') ? beforeEach(entries) : []),
    ...(asks('signature_closing') ? beforeEach(state.signatureEnds) : []),
  ])
  return [...days].filter((day) => day <= today && hasEve(view, treaty, day))
}

/** What the law said newly during the day and does not at its end, because the act was mended on the very day on which
 *  it became known: those who read it then have to find it again. */
function undoneFacts(view: RecordView, treaty: Treaty, { day, before }: Eve): Fact[] {
  const rests = view.lawOf(treaty).rests
  const mends = view.record.events.filter(
    ({ known_on, corrects, treaty: number }) =>
      known_on === day &&
      corrects !== null &&
      rests.has(number) &&
      view.eventById(corrects)?.known_on === day,
  )
  return mends.flatMap(({ seq }) => {
    const earlier = viewRecord({ ...view.record, events: view.record.events.slice(0, seq - 1) })
    return factsBetween(before, treatyStateOf(earlier, treaty, { asOf: day, knownAt: day }), {
      mended: false,
    }).told
  })
}

type Eve = { readonly day: PlainDate; readonly before: TreatyState }

/** What the law says of the treaty at the end of a day and did not at the end of the day before, by what was known on
 *  each, what it said on that day alone, and the dates that are announced on the day. */
function lawFacts(view: RecordView, treaty: Treaty, day: PlainDate): readonly Fact[] {
  const eve = addDays(day, -1)
  const stateOn = (on: PlainDate) => treatyStateOf(view, treaty, { asOf: on, knownAt: on })
  const { stretchAt } = view.lawOf(treaty)
  const isSame =
    stretchAt({ asOf: eve, knownAt: eve }).id === stretchAt({ asOf: day, knownAt: day }).id &&
    !daysOfLists(view).includes(day)
  const before = stateOn(eve)
  const now = isSame ? before : stateOn(day)
  const told = isSame ? [] : factsBetween(before, now, { mended: false }).told
  const standing = new Set(told.map(({ key }) => key))
  const undone = undoneFacts(view, treaty, { day, before }).filter(({ key }) => !standing.has(key))
  const once = new Map(undone.map((fact) => [fact.key, fact]))
  return [...told, ...once.values(), ...datedFactsOf({ day, today: day }, { before, now })]
}

/** The same, worked out once. */
function newsOn(view: RecordView, treaty: Treaty, day: PlainDate): readonly Fact[] {
  const law = view.lawOf(treaty)
  const known = worked.get(law) ?? new Map<PlainDate, readonly Fact[]>()
  worked.set(law, known)
  const facts = known.get(day) ?? lawFacts(view, treaty, day)
  known.set(day, facts)
  return facts
}

const FOLLOWS: ReadonlySet<string> = new Set([...FIXED, 'milestone'])

const noEvent = (): null => null

/** The treaties of which there may be news, by day. */
function newsDays(view: RecordView, asked: FactsAsked): Map<PlainDate, Treaty[]> {
  const { treaties = [] } = asked
  const found = new Map<PlainDate, Treaty[]>()
  for (const treaty of view.treaties) {
    if (treaties.length > 0 && !treaties.includes(treaty.number)) continue
    for (const day of daysOfNews(view, treaty, asked)) {
      const there = found.get(day)
      if (there === undefined) found.set(day, [treaty])
      else there.push(treaty)
    }
  }
  return found
}

/** The facts of the record up to `today`, the newest first: acts and corrections by the day on which they were known,
 *  and on each day what the law said newly and which dates were near. They are worked out as they are taken, from the
 *  record alone, so that they are the same whoever asks and whether anyone subscribes. */
export function* factsBackwards(view: RecordView, asked: FactsAsked): Generator<DatedFact> {
  const { today, treaties = [] } = asked
  const { events } = byDay(view)
  const news = newsDays(view, asked)
  const names = actNames(view, today)
  const days = [...new Set([...events.keys(), ...news.keys()])].filter((day) => day <= today)
  for (const day of days.toSorted().toReversed()) {
    for (const event of events.get(day) ?? []) {
      if (treaties.length > 0 && !treaties.includes(event.treaty)) continue
      const fact = actFact(event, names)
      if (fact !== null) yield { fact, day, event, after: noEvent }
    }
    for (const treaty of news.get(day) ?? []) {
      const { rests } = view.lawOf(treaty)
      const ofDay = (events.get(day) ?? []).filter((event) => rests.has(event.treaty))
      for (const fact of newsOn(view, treaty, day)) {
        const brought = () => eventThatBrought(view, treaty, { key: fact.key, day, ofDay })
        yield { fact, day, event: null, after: FOLLOWS.has(fact.detail.kind) ? brought : noEvent }
      }
    }
  }
}
