import { InputError } from '../law/input-error.ts'
import type { PlainDate } from '../law/plain-date.ts'
import type { EventDraft, RecordEvent } from '../record/event.ts'
import { freeEventName } from '../record/event-id.ts'
import type { RecordSnapshot } from '../record/snapshot.ts'

/** What is to be written about an event that is wrong. */
export type CorrectionGiven = {
  /** Id or seq of the event. */
  readonly event: string
  /** The right day; null where the act never happened. */
  readonly day: PlainDate | null
  /** The right day of effect; undefined leaves the one on record. */
  readonly effectDate: PlainDate | null | undefined
  readonly knownOn: PlainDate
  readonly source: string
  readonly note: string | null
  readonly by: string
}

/** The event on record with this id or seq. Throws InputError where there is none. */
export function eventNamed(record: RecordSnapshot, name: string): RecordEvent {
  const found = record.events.find((event) => event.id === name || String(event.seq) === name)
  if (found !== undefined) return found
  const accepted = `the id of an event on record, or its seq from 1 to ${record.head.seq}`
  throw new InputError([{ field: 'event', value: name, accepted }])
}

/** The event that corrects the day of another, or retracts it; the old one stays. It is not held against the law yet.
 *  Throws InputError where there is no such event. */
export function draftCorrection(record: RecordSnapshot, given: CorrectionGiven): EventDraft {
  const target = eventNamed(record, given.event)
  const act = {
    treaty: target.treaty,
    participant: target.participant,
    action: given.day === null ? ('retraction' as const) : ('correction' as const),
    action_date: given.day ?? target.action_date ?? target.earliest,
  }
  return {
    ...act,
    id: freeEventName(act, (name) => record.events.some((event) => event.id === name)),
    earliest: null,
    latest: null,
    effect_date: given.effectDate === undefined ? target.effect_date : given.effectDate,
    known_on: given.knownOn,
    known_on_assumed: false,
    day_known: 'read',
    derivation: null,
    corrects: target.id,
    signatories: null,
    parties: null,
    source: given.source,
    document: null,
    note: given.note,
    recorded_by: given.by,
  }
}
