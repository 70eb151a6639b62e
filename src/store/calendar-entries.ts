import { actOf } from '../alerts/act-facts.ts'
import type { Fact } from '../alerts/fact.ts'
import type { ParticipantEntry, TreatyState } from '../alerts/treaty-state.ts'
import { type RecordView, viewRecord } from '../answers/record-view.ts'
import { type Clocks, daysBetween, type PlainDate } from '../law/plain-date.ts'
import type { RecordEvent } from '../record/event.ts'
import type { Treaty } from '../record/snapshot.ts'
import { actNames } from './decide-alerts.ts'
import { MAY_BIND, movingEvents } from './moving-events.ts'
import { treatyNameOf, treatyStateOf } from './treaty-states.ts'

/** A date for a calendar. */
export type CalendarEntry = {
  /** The same for ever, whatever is corrected. */
  readonly uid: string
  /** What it says, with its treaty, participant and groups. */
  readonly fact: Fact
  readonly date: PlainDate
  /** Raised each time that something was written which changed what it says; of more than the newest forty that may have
   *  moved a date, the older ones count without being looked into. */
  readonly sequence: number
  /** Whether what it announced no longer holds. */
  readonly cancelled: boolean
  /** When what it rests on was last written, ISO 8601. */
  readonly modified: string
}

/** So many times at which a date may have been moved are looked into, the newest. */
const MOST_MOVES = 40

type Asked = {
  readonly view: RecordView
  readonly treaty: Treaty
  readonly clocks: Clocks
  /** Of the treaty, as far as they are known. */
  readonly events: readonly RecordEvent[]
  /** Of each participant, its acts under the treaty and what mends them. */
  readonly own: ReadonlyMap<string | null, readonly RecordEvent[]>
  readonly named: (id: string) => RecordEvent
}

/** A date as it stood in some state of the record. */
type Stood = Pick<CalendarEntry, 'uid' | 'fact' | 'date'>
type Standing = ReadonlyMap<string, Stood>

/** What was written at one time and may have moved a date: its first event and its last. */
type Move = { readonly first: RecordEvent; readonly last: RecordEvent }

/** The times at which a date may have been moved, in their order. What was written together was seen together; up to the
 *  first events of the treaty there was no date. */
function movesOf({ view, treaty, clocks, events }: Asked): Move[] {
  const begun = events[0]
  const moving = movingEvents(view, treaty, clocks.knownAt)
  return [...Map.groupBy(moving, ({ recorded_at }) => recorded_at)].flatMap(([at, together]) => {
    const [first, last] = [together[0], together.at(-1)]
    if (begun === undefined || first === undefined || last === undefined) return []
    return at === begun.recorded_at || last.seq < begun.seq ? [] : [{ first, last }]
  })
}

function lastWritten(events: readonly RecordEvent[]): string {
  return events.reduce((last, { recorded_at }) => (recorded_at > last ? recorded_at : last), '')
}

/** The day that an act has after everything that mended it before event number `until`. */
function dayBefore({ own, named }: Asked, act: RecordEvent, until: number): PlainDate | null {
  const mends = own.get(act.participant)?.filter(({ seq, corrects }) => corrects !== null && seq < until)
  return (mends?.findLast((event) => actOf(event, named).id === act.id) ?? act).action_date
}

/** Which of the acts by which the participant may have become bound brought the entry, as the record was before event
 *  number `until`: 1 for the first that was ever recorded. Acts are only added, so it stays the same whatever becomes of
 *  the others. */
function actNumber(asked: Asked, entry: ParticipantEntry, until: number): number {
  const own = asked.own.get(entry.participant.code) ?? []
  const acts = own.filter(({ action }) => MAY_BIND.has(action))
  const place = acts.findIndex(
    (act) =>
      act.seq < until && act.action === entry.consent && dayBefore(asked, act, until) === entry.consentDate,
  )
  return Math.max(0, place) + 1
}

function participantDate(asked: Asked, entry: ParticipantEntry, until: number): Stood {
  const { participant, groups, date, article } = entry
  const { number } = asked.treaty
  const key = `calendar:${number}:${participant.code}`
  const place = actNumber(asked, entry, until)
  return {
    uid: `entry.${number}.${participant.code}${place === 1 ? '' : `.${place}`}@palermo-tracker`,
    fact: {
      ...{ key, about: key, treaty: treatyNameOf(asked.treaty), participant, groups },
      detail: { kind: 'state_entry_fixed', date, article },
    },
    date,
  }
}

/** The days of entry into force in a state of the record, that of all events before number `until`, by UID. */
function standingIn(asked: Asked, { entry, entries }: TreatyState, until: number): Standing {
  const { number } = asked.treaty
  const found = new Map<string, Stood>()
  if (entry !== null) {
    const key = `calendar:${number}`
    const uid = `entry.${number}@palermo-tracker`
    const fact: Fact = {
      ...{ key, about: key, treaty: treatyNameOf(asked.treaty), participant: null, groups: [] },
      detail: { kind: 'entry_fixed', ...entry },
    }
    found.set(uid, { uid, fact, date: entry.date })
  }
  for (const one of entries) {
    const dated = participantDate(asked, one, until)
    if (!found.has(dated.uid)) found.set(dated.uid, dated)
  }
  return found
}

/** A function that gives what stood before each event number. */
function standingBefore(asked: Asked): (seq: number) => Standing {
  const { view, treaty, clocks } = asked
  const known = new Map<number, Standing>()
  return (seq) => {
    const found = known.get(seq)
    if (found !== undefined) return found
    const earlier = viewRecord({ ...view.record, events: view.record.events.slice(0, seq - 1) })
    const made = standingIn(asked, treatyStateOf(earlier, treaty, clocks), seq)
    known.set(seq, made)
    return made
  }
}

/** What became of dates: by UID, what changed it, and what stood last of those that stand no more. */
type Course = {
  readonly changes: ReadonlyMap<string, readonly Move[]>
  readonly gone: Standing
}

function courseOf(asked: Asked, now: Standing, moves: readonly Move[]): Course {
  const before = standingBefore(asked)
  const changes = new Map<string, Move[]>()
  const gone = new Map<string, Stood>()
  for (const move of moves.toReversed()) {
    const [then, since] = [before(move.first.seq), before(move.last.seq + 1)]
    for (const uid of new Set([...then.keys(), ...since.keys()])) {
      const stood = then.get(uid)
      if (stood?.date !== since.get(uid)?.date) changes.set(uid, [...(changes.get(uid) ?? []), move])
      if (stood !== undefined && !now.has(uid) && !gone.has(uid)) gone.set(uid, stood)
    }
  }
  return { changes, gone }
}

/** The days of entry into force, in general and of each participant; those that were fixed and are no more are there
 *  still, cancelled. */
function entryDates(asked: Asked, state: TreatyState): CalendarEntry[] {
  const moves = movesOf(asked)
  const now = standingIn(asked, state, Number.POSITIVE_INFINITY)
  const { changes, gone } = courseOf(asked, now, moves.slice(-MOST_MOVES))
  const older = moves.slice(0, -MOST_MOVES)
  return [...now.values(), ...gone.values()].map((stood) => {
    const own = asked.own.get(stood.fact.participant?.code ?? null) ?? []
    const changed = [...older, ...(changes.get(stood.uid) ?? [])]
    const rests = stood.fact.participant === null ? asked.events : own
    return {
      ...stood,
      sequence: changed.length,
      cancelled: !now.has(stood.uid),
      modified: lastWritten([...changed.map(({ last }) => last), ...rests]),
    }
  })
}

/** The last days for signing, which no event moves. */
function closings({ treaty, events, clocks }: Asked, state: TreatyState): CalendarEntry[] {
  return state.signatureEnds.map((date) => {
    const key = `calendar:closing:${treaty.number}`
    const detail = { kind: 'signature_closing', date, days: 0, left: daysBetween(clocks.asOf, date) } as const
    return {
      uid: `closing.${treaty.number}@palermo-tracker`,
      fact: { key, about: key, treaty: state.treaty, participant: null, groups: [], detail },
      date,
      sequence: 0,
      cancelled: false,
      modified: lastWritten(events.slice(0, 1)),
    }
  })
}

/** Every date of the record for calendars, under the clocks: entry into force in general and for each participant, and
 *  the last day for signing. Computed from the record alone. */
export function calendarEntries(view: RecordView, clocks: Clocks): readonly CalendarEntry[] {
  const { named } = actNames(view, clocks.asOf)
  return view.treaties.flatMap((treaty) => {
    const events = view.eventsOfTreaty(treaty.number).filter(({ known_on }) => known_on <= clocks.knownAt)
    const state = treatyStateOf(view, treaty, clocks)
    const own = Map.groupBy(events, ({ participant }) => participant)
    const asked = { view, treaty, clocks, events, own, named }
    if (events.length === 0) return closings({ ...asked, events: view.record.events }, state)
    return [...entryDates(asked, state), ...closings(asked, state)]
  })
}
