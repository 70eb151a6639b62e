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
  /** Raised by each correction and retraction under the treaty. */
  readonly sequence: number
  /** Whether what it announced no longer holds. */
  readonly cancelled: boolean
  /** When what it rests on was last written, ISO 8601. */
  readonly modified: string
}

const ENDS_AN_ENTRY: ReadonlySet<string> = new Set(['retraction', 'withdrawal_of_instrument'])
/** So many endings are looked back at, the newest first. */
const MOST_ENDINGS = 40

type Asked = {
  readonly view: RecordView
  readonly treaty: Treaty
  readonly state: TreatyState
  readonly clocks: Clocks
  readonly events: readonly RecordEvent[]
  readonly sequence: number
  readonly named: (id: string) => RecordEvent
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

/** The events of the participant under the treaty, the acts and what mends them. */
function ownEvents({ events }: Asked, code: string): readonly RecordEvent[] {
  return events.filter(({ participant }) => participant === code)
}

function participantEntry(
  asked: Asked,
  entry: ParticipantEntry,
  place: number,
  cancelled: boolean,
): CalendarEntry {
  const { treaty, sequence } = asked
  const { code } = entry.participant
  return {
    uid: `entry.${treaty.number}.${code}${place === 0 ? '' : `.${place + 1}`}@palermo-tracker`,
    fact: entryFact(asked, entry),
    date: entry.date,
    sequence,
    cancelled,
    modified: lastWritten(ownEvents(asked, code)),
  }
}

/** The entries of participants; those whose act was retracted or taken back before its day are there still, cancelled. */
function participantEntries(asked: Asked): CalendarEntry[] {
  const counts = new Map<string, number>()
  const place = (code: string): number => {
    const next = counts.get(code) ?? 0
    counts.set(code, next + 1)
    return next
  }
  const standing = asked.state.entries.map((entry) =>
    participantEntry(asked, entry, place(entry.participant.code), false),
  )
  const endings = asked.events.filter((event) => ENDS_AN_ENTRY.has(event.action)).slice(-MOST_ENDINGS)
  const ended = endings.flatMap((event) => {
    const { participant } = actOf(event, asked.named)
    if (participant === null || counts.has(participant)) return []
    const before = stateBefore(asked, event.seq).entries.filter((one) => one.participant.code === participant)
    return before.map((entry) => participantEntry(asked, entry, place(participant), true))
  })
  return [...standing, ...ended]
}

/** The day of general entry into force; one that was fixed and is no more is there still, cancelled. */
function generalEntry(asked: Asked): CalendarEntry[] {
  const { treaty, state, events, sequence } = asked
  const mends = events.filter(({ corrects }) => corrects !== null).slice(-MOST_ENDINGS)
  let entry = state.entry
  for (const { seq } of mends.toReversed()) {
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
      sequence,
      cancelled: state.entry === null,
      modified: lastWritten(events),
    },
  ]
}

function closings({ treaty, state, sequence, events, clocks }: Asked): CalendarEntry[] {
  return state.signatureEnds.map((date) => {
    const key = `calendar:closing:${treaty.number}`
    const detail = { kind: 'signature_closing', date, days: 0, left: daysBetween(clocks.asOf, date) } as const
    return {
      uid: `closing.${treaty.number}@palermo-tracker`,
      fact: { key, about: key, treaty: state.treaty, participant: null, groups: [], detail },
      date,
      sequence,
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
    const events = view.eventsOfTreaty(treaty.number)
    const state = treatyStateOf(view, treaty, clocks)
    const sequence = events.filter(({ corrects }) => corrects !== null).length
    const asked = { view, treaty, state, clocks, events, sequence, named }
    if (events.length === 0) return closings({ ...asked, events: view.record.events })
    return [...generalEntry(asked), ...closings(asked), ...participantEntries(asked)]
  })
}
