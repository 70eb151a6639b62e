import type { PlainDate } from '../law/plain-date.ts'
import type { RecordEvent } from '../record/event.ts'
import type { Participant, ParticipantName, RecordSnapshot } from '../record/snapshot.ts'
import { type DayOrder, daysOfChange, holdsOn, orderDays, placeOf } from './day-places.ts'

/** What participants were called, by day. */
export type Names = {
  readonly participants: ReadonlyMap<string, Participant>
  readonly dated: ReadonlyMap<string, readonly ParticipantName[]>
  /** First day on which a State can be expected in a list: it could act as one, or joined the United Nations, or acted
   *  before that under a treaty of the record. null is always. */
  readonly since: ReadonlyMap<string, PlainDate | null>
  /** Days on which a name, or who can be expected in a list, changes. */
  readonly days: DayOrder
  /** States that a list on a day is expected to have, whether they acted or not, by code. */
  readonly statesOn: (day: PlainDate) => readonly string[]
}

function firstActs(events: readonly RecordEvent[]): Map<string, PlainDate> {
  const first = new Map<string, PlainDate>()
  for (const { participant, action_date, effect_date } of events) {
    if (participant === null) continue
    for (const day of [action_date, effect_date]) {
      const least = first.get(participant)
      if (day !== null && (least === undefined || day < least)) first.set(participant, day)
    }
  }
  return first
}

function sinceWhen(participant: Participant, firstAct: PlainDate | undefined): PlainDate | null {
  const began = participant.state_from ?? participant.un_member_from
  return began !== null && firstAct !== undefined && firstAct < began ? firstAct : began
}

function rememberStates(names: Pick<Names, 'participants' | 'since' | 'days'>): Names['statesOn'] {
  const known = new Map<number, readonly string[]>()
  return (day) => {
    const place = placeOf(names.days, day)
    const found = known.get(place)
    if (found !== undefined) return found
    const states = [...names.participants.values()].filter(({ code, kind }) => {
      const since = names.since.get(code)
      return kind === 'state' && (since === undefined || since === null || since <= day)
    })
    const codes = states.map((one) => one.code).sort()
    known.set(place, codes)
    return codes
  }
}

/** Whether the events make someone expected in lists earlier than it was: then the names have to be read again. */
export function expectsEarlier({ since }: Names, events: readonly RecordEvent[]): boolean {
  return events.some(({ participant, action_date, effect_date }) => {
    const from = participant === null ? null : (since.get(participant) ?? null)
    return from !== null && [action_date, effect_date].some((day) => day !== null && day < from)
  })
}

/** Indexes the names of a record. */
export function readNames(record: RecordSnapshot): Names {
  const acts = firstActs(record.events)
  const participants = new Map(record.participants.map((one) => [one.code, one]))
  const since = new Map(record.participants.map((one) => [one.code, sinceWhen(one, acts.get(one.code))]))
  const begun = [...since.values()].filter((day) => day !== null)
  const days = orderDays([...daysOfChange(record.names), ...begun])
  return {
    participants,
    dated: Map.groupBy(record.names, (name) => name.participant),
    since,
    days,
    statesOn: rememberStates({ participants, since, days }),
  }
}

/** The name the participant is known by in the newest record; its code where the register does not have it. */
export function nameToday(names: Names, code: string): string {
  const participant = names.participants.get(code)
  return participant === undefined ? code : participant.name
}

/** The name the participant bore on `day`; today's where no other is on record for that day. */
export function nameOn(names: Names, code: string, day: PlainDate): string {
  const found = names.dated.get(code)?.find((name) => holdsOn(name, day))
  return found === undefined ? nameToday(names, code) : found.name
}

/** Name on the day asked for, with today's name beside it, as every answer gives them. */
export type Named = { readonly participant: string; readonly name: string; readonly name_today: string }

/** The participant with its name on `day` and today's. */
export function named(names: Names, code: string, day: PlainDate): Named {
  return { participant: code, name: nameOn(names, code, day), name_today: nameToday(names, code) }
}
