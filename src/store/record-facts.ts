import { actFact } from '../alerts/act-facts.ts'
import { datedFactsOf } from '../alerts/dated-facts.ts'
import { ANNOUNCED_DAYS, type Fact } from '../alerts/fact.ts'
import { factsBetween } from '../alerts/facts-between.ts'
import type { TreatyState } from '../alerts/treaty-state.ts'
import type { RecordView } from '../answers/record-view.ts'
import type { TreatyLaw } from '../answers/treaty-law.ts'
import { addDays, type PlainDate } from '../law/plain-date.ts'
import type { RecordEvent } from '../record/event.ts'
import type { Treaty } from '../record/snapshot.ts'
import { actNames } from './decide-alerts.ts'
import { treatyStateOf } from './treaty-states.ts'

/** A fact with the day on which it was known, and the event that brought it; null for one that a day brought. */
export type DatedFact = {
  readonly fact: Fact
  readonly day: PlainDate
  readonly event: RecordEvent | null
}

export type FactsAsked = {
  readonly today: PlainDate
  /** Only treaties with these numbers; all of them when empty or left out. */
  readonly treaties?: readonly string[]
  /** Whether facts that follow from the law are asked for, beside the acts themselves; they are when left out. */
  readonly withLaw?: boolean
}

/** What the law said newly of a treaty on a day, as it was worked out. It holds for as long as the law of the treaty. */
const worked = new WeakMap<TreatyLaw, Map<PlainDate, readonly Fact[]>>()

/** Days on which what alerts say of the treaty may change, the newest first: days with an event that it rests on, those
 *  of its dates and before them, and those on which a group or the list of States changes. */
function daysOfNews(view: RecordView, treaty: Treaty, today: PlainDate): PlainDate[] {
  const state = treatyStateOf(view, treaty, { asOf: today, knownAt: today })
  const dates = new Set([
    ...state.entries.map(({ date }) => date),
    ...state.signatureEnds,
    ...(state.entry === null ? [] : [state.entry.date]),
  ])
  const days = new Set([...dates].flatMap((date) => ANNOUNCED_DAYS.map((before) => addDays(date, -before))))
  for (const number of view.lawOf(treaty).rests) {
    for (const { known_on } of view.eventsOfTreaty(number)) days.add(known_on)
  }
  for (const day of [...view.membershipDays.days, ...view.names.days.days]) days.add(day)
  return [...days]
    .filter((day) => day <= today && hasEve(view, treaty, day))
    .toSorted()
    .toReversed()
}

/** Whether anything was known, and the treaty there, on the day before. */
function hasEve({ firstKnown }: RecordView, { adopted }: Treaty, day: PlainDate): boolean {
  const eve = addDays(day, -1)
  return firstKnown !== null && eve >= firstKnown && eve >= adopted
}

/** What the law says of the treaty at the end of a day and did not at the end of the day before, by what was known on
 *  each, and the dates that are announced on the day. */
function lawFacts(before: TreatyState, after: TreatyState, day: PlainDate): readonly Fact[] {
  const { told } = factsBetween(before, after, { mended: false })
  return [...told, ...datedFactsOf({ day, today: day }, { before, now: after })]
}

/** A function that gives the law's news of a treaty on days that come one after the other, the newest first: the state
 *  on the eve of one is that on the day before it of which there is news. */
function newsOf(
  view: RecordView,
  treaty: Treaty,
): (day: PlainDate, next: PlainDate | null) => readonly Fact[] {
  const law = view.lawOf(treaty)
  const known = worked.get(law) ?? new Map<PlainDate, readonly Fact[]>()
  worked.set(law, known)
  const stateOn = (day: PlainDate) => treatyStateOf(view, treaty, { asOf: day, knownAt: day })
  let last: { readonly day: PlainDate | null; readonly state: TreatyState } | null = null
  return (day, next) => {
    const found = known.get(day)
    if (found !== undefined) return found
    const after = last?.day === day ? last.state : stateOn(day)
    const before = stateOn(addDays(day, -1))
    last = { day: next, state: before }
    const facts = lawFacts(before, after, day)
    known.set(day, facts)
    return facts
  }
}

type News = { readonly treaty: Treaty; readonly day: PlainDate; readonly next: PlainDate | null }

/** Every day of every treaty on which there may be news, by day. */
function newsDays(
  view: RecordView,
  { today, treaties = [], withLaw = true }: FactsAsked,
): Map<PlainDate, News[]> {
  const found = new Map<PlainDate, News[]>()
  if (!withLaw) return found
  for (const treaty of view.treaties) {
    if (treaties.length > 0 && !treaties.includes(treaty.number)) continue
    const days = daysOfNews(view, treaty, today)
    for (const [place, day] of days.entries()) {
      const news = { treaty, day, next: days[place + 1] ?? null }
      const there = found.get(day)
      if (there === undefined) found.set(day, [news])
      else there.push(news)
    }
  }
  return found
}

/** The facts of the record up to `today`, the newest first: acts and corrections by the day on which they were known,
 *  and on each day what the law said newly and which dates were near. They are worked out as they are taken, from the
 *  record alone, so that they are the same whoever asks and whether anyone subscribes. */
export function* factsBackwards(view: RecordView, asked: FactsAsked): Generator<DatedFact> {
  const { today, treaties = [] } = asked
  const wanted = view.record.events.filter(
    ({ known_on, treaty }) => known_on <= today && (treaties.length === 0 || treaties.includes(treaty)),
  )
  const events = Map.groupBy(wanted.toReversed(), ({ known_on }) => known_on)
  const news = newsDays(view, asked)
  const names = actNames(view, today)
  const laws = new Map(view.treaties.map((treaty) => [treaty, newsOf(view, treaty)]))
  for (const day of [...new Set([...events.keys(), ...news.keys()])].toSorted().toReversed()) {
    for (const event of events.get(day) ?? []) {
      const fact = actFact(event, names)
      if (fact !== null) yield { fact, day, event }
    }
    for (const { treaty, next } of news.get(day) ?? []) {
      for (const fact of laws.get(treaty)?.(day, next) ?? []) yield { fact, day, event: null }
    }
  }
}
