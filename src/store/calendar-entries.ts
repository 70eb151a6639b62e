import { actOf } from '../alerts/act-facts.ts'
import type { Fact } from '../alerts/fact.ts'
import type { ParticipantEntry, TreatyState } from '../alerts/treaty-state.ts'
import { type RecordView, viewRecord } from '../answers/record-view.ts'
import { type Clocks, daysBetween, type PlainDate } from '../law/plain-date.ts'
import type { RecordEvent } from '../record/event.ts'
import type { Treaty } from '../record/snapshot.ts'
import { actNames } from './decide-alerts.ts'
import { treatyStateOf } from './treaty-states.ts'

/** A date for a calendar. */
export type CalendarEntry = {
  /** The same for ever, whatever is corrected. */
  readonly uid: string
  /** What it says, with its treaty, participant and groups. */
  readonly fact: Fact
  readonly date: PlainDate
  /** Raised by each event that may have moved a date of the treaty: what mends or ends an act, and an act recorded late. */
  readonly sequence: number
  /** Whether what it announced no longer holds. */
  readonly cancelled: boolean
  /** When what it rests on was last written, ISO 8601. */
  readonly modified: string
}

/** Acts by which a participant may become bound. */
const CONSENTS: ReadonlySet<string> = new Set([
  'definitive_signature',
  'ratification',
  'acceptance',
  'approval',
  'accession',
  'formal_confirmation',
  'succession',
])
const ENDS_AN_ENTRY: ReadonlySet<string> = new Set(['retraction', 'withdrawal_of_instrument'])
const MAY_MOVE_DATES: ReadonlySet<string> = new Set([
  'correction',
  'retraction',
  'withdrawal_of_instrument',
  'denunciation',
  'rescission',
])
/** So many endings are looked back at, the newest first. */
const MOST_ENDINGS = 40

type Asked = {
  readonly view: RecordView
  readonly treaty: Treaty
  readonly state: TreatyState
  readonly clocks: Clocks
  /** Of the treaty, as far as they are known. */
  readonly events: readonly RecordEvent[]
  /** Of each participant, its acts and what mends them. */
  readonly own: ReadonlyMap<string | null, readonly RecordEvent[]>
  /** Those of them that may have moved a date that stood before. */
  readonly moves: readonly RecordEvent[]
  readonly named: (id: string) => RecordEvent
}

/** Events that may have moved a date that was fixed before: what mends or ends an act, and an act that was recorded after
 *  one of a later day. What is one stays one, so that their number only grows. */
function movesAmong(events: readonly RecordEvent[]): RecordEvent[] {
  let latest: string = ''
  return events.filter(({ action, action_date }) => {
    if (MAY_MOVE_DATES.has(action)) return true
    if (!CONSENTS.has(action) || action_date === null) return false
    const isLate = action_date < latest
    if (!isLate) latest = action_date
    return isLate
  })
}

function stateBefore({ view, treaty, clocks }: Asked, seq: number): TreatyState {
  const earlier = viewRecord({ ...view.record, events: view.record.events.slice(0, seq - 1) })
  return treatyStateOf(earlier, treaty, clocks)
}

function lastWritten(events: readonly RecordEvent[]): string {
  return events.reduce((last, { recorded_at }) => (recorded_at > last ? recorded_at : last), '')
}

function entryFact({ state }: Asked, { participant, groups, date, article }: ParticipantEntry): Fact {
  const key = `calendar:${state.treaty.number}:${participant.code}`
  return {
    key,
    about: key,
    treaty: state.treaty,
    participant,
    groups,
    detail: { kind: 'state_entry_fixed', date, article },
  }
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
  const acts = own.filter(({ action }) => CONSENTS.has(action))
  const place = acts.findIndex(
    (act) =>
      act.seq < until && act.action === entry.consent && dayBefore(asked, act, until) === entry.consentDate,
  )
  return Math.max(0, place) + 1
}

function participantEntry(
  asked: Asked,
  entry: ParticipantEntry,
  given: { readonly number: number; readonly cancelled: boolean },
): CalendarEntry {
  const { treaty, moves, own } = asked
  const { number, cancelled } = given
  const { code } = entry.participant
  return {
    uid: `entry.${treaty.number}.${code}${number === 1 ? '' : `.${number}`}@palermo-tracker`,
    fact: entryFact(asked, entry),
    date: entry.date,
    sequence: moves.length,
    cancelled,
    modified: lastWritten([...moves, ...(own.get(code) ?? [])]),
  }
}

/** The entries of participants; those whose act was retracted or taken back before its day are there still, cancelled. */
function participantEntries(asked: Asked): CalendarEntry[] {
  const found = new Map<string, CalendarEntry>()
  const add = (entry: ParticipantEntry, until: number, cancelled: boolean): void => {
    const made = participantEntry(asked, entry, { number: actNumber(asked, entry, until), cancelled })
    if (!found.has(made.uid)) found.set(made.uid, made)
  }
  for (const entry of asked.state.entries) add(entry, Number.POSITIVE_INFINITY, false)
  const endings = asked.events.filter(({ action }) => ENDS_AN_ENTRY.has(action)).slice(-MOST_ENDINGS)
  for (const event of endings.toReversed()) {
    const { participant } = actOf(event, asked.named)
    for (const entry of stateBefore(asked, event.seq).entries) {
      if (entry.participant.code === participant) add(entry, event.seq, true)
    }
  }
  return [...found.values()]
}

/** The day of general entry into force; one that was fixed and is no more is there still, cancelled. */
function generalEntry(asked: Asked): CalendarEntry[] {
  const { treaty, state, events, moves } = asked
  let entry = state.entry
  for (const { seq } of moves.slice(-MOST_ENDINGS).toReversed()) {
    if (entry !== null) break
    entry = stateBefore(asked, seq).entry
  }
  if (entry === null) return []
  const key = `calendar:${treaty.number}`
  return [
    {
      uid: `entry.${treaty.number}@palermo-tracker`,
      fact: {
        key,
        about: key,
        treaty: state.treaty,
        participant: null,
        groups: [],
        detail: { kind: 'entry_fixed', ...entry },
      },
      date: entry.date,
      sequence: moves.length,
      cancelled: state.entry === null,
      modified: lastWritten(events),
    },
  ]
}

function closings({ treaty, state, moves, events, clocks }: Asked): CalendarEntry[] {
  return state.signatureEnds.map((date) => {
    const key = `calendar:closing:${treaty.number}`
    const detail = { kind: 'signature_closing', date, days: 0, left: daysBetween(clocks.asOf, date) } as const
    return {
      uid: `closing.${treaty.number}@palermo-tracker`,
      fact: { key, about: key, treaty: state.treaty, participant: null, groups: [], detail },
      date,
      sequence: moves.length,
      cancelled: false,
      modified: lastWritten(events),
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
    const asked = { view, treaty, state, clocks, events, own, moves: movesAmong(events), named }
    if (events.length === 0) return closings({ ...asked, events: view.record.events })
    return [...generalEntry(asked), ...closings(asked), ...participantEntries(asked)]
  })
}
