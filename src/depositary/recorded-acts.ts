import type { Act } from '../law/act.ts'
import { treatyActs } from '../law/known-acts.ts'
import { type PlainDate, plainDate } from '../law/plain-date.ts'
import { endsConsent, isConsent, isSignature } from '../record/consent.ts'
import type { RecordEvent } from '../record/event.ts'
import type { RecordSnapshot, Treaty } from '../record/snapshot.ts'

/** An act of a participant as the record holds it now, corrections applied, retracted ones left out. */
export type RecordedAct = {
  readonly id: string
  readonly treaty: string
  readonly participant: string
  readonly action: RecordEvent['action']
  /** null for an act whose day is not known; then it is between `earliest` and `latest`. */
  readonly day: PlainDate | null
  readonly earliest: PlainDate | null
  readonly latest: PlainDate | null
  /** Only where the act carries another date than its own. */
  readonly effect_date: PlainDate | null
}

/** What the record holds of one participant under one treaty: its signature, its consent that stands, and the last
 *  consent that was denounced or withdrawn. */
export type RecordedPosition = {
  readonly signature: RecordedAct | null
  readonly consent: RecordedAct | null
  readonly ended: RecordedAct | null
}

export const NOTHING_RECORDED: RecordedPosition = { signature: null, consent: null, ended: null }

const LAST_DAY = plainDate('9999-12-31')

function asAct(event: RecordEvent, day: PlainDate): Act | null {
  const { id, treaty, participant, action, effect_date, known_on, corrects } = event
  if (action === 'asserted_headline') return null
  const who = participant === null ? '' : participant
  return { id, treaty, participant: who, action, action_date: day, effect_date, known_on, corrects }
}

function datedActs(events: readonly RecordEvent[]): RecordedAct[] {
  const acts = events.flatMap((event) =>
    event.action_date === null ? [] : (asAct(event, event.action_date) ?? []),
  )
  return treatyActs(acts)
    .knownOn(LAST_DAY)
    .participants.flatMap(({ acts: own }) => own)
    .map(({ act }) => ({
      id: act.id,
      treaty: act.treaty,
      participant: act.participant,
      action: act.action,
      day: act.action_date,
      earliest: null,
      latest: null,
      effect_date: act.effect_date,
    }))
}

function undatedActs(events: readonly RecordEvent[]): RecordedAct[] {
  const retracted = new Set(
    events.filter((event) => event.action === 'retraction').map((event) => event.corrects),
  )
  return events.flatMap((event) => {
    const { id, treaty, participant, action, earliest, latest } = event
    if (event.day_known !== 'undated' || participant === null || retracted.has(id)) return []
    return [{ id, treaty, participant, action, day: null, earliest, latest, effect_date: null }]
  })
}

function positionOf(acts: readonly RecordedAct[], treaty: Treaty): RecordedPosition {
  let position = NOTHING_RECORDED
  for (const act of acts) {
    if (isConsent(act, treaty.rules)) position = { ...position, consent: act }
    else if (isSignature(act)) position = { ...position, signature: act }
    else if (endsConsent(act))
      position = { ...position, consent: null, ended: position.consent ?? position.ended }
    else if (act.action === 'rescission') {
      position = { ...position, consent: position.consent ?? position.ended, ended: null }
    }
  }
  return position
}

/** Positions under a treaty by its rules, of events that never change: the pages of one treaty are laid beside one
 *  record many times. */
const worked = new WeakMap<
  readonly RecordEvent[],
  WeakMap<Treaty['rules'], ReadonlyMap<string, RecordedPosition>>
>()

/** What the record holds of every participant under a treaty, by code. An act without a day gives way to a dated
 *  one of the same participant. */
export function recordedPositions(
  record: Pick<RecordSnapshot, 'events'>,
  treaty: Treaty,
): ReadonlyMap<string, RecordedPosition> {
  const byRules = worked.get(record.events) ?? new WeakMap()
  worked.set(record.events, byRules)
  const known = byRules.get(treaty.rules)
  if (known !== undefined) return known
  const positions = workOut(record, treaty)
  byRules.set(treaty.rules, positions)
  return positions
}

function workOut(
  record: Pick<RecordSnapshot, 'events'>,
  treaty: Treaty,
): ReadonlyMap<string, RecordedPosition> {
  const events = record.events.filter((event) => event.treaty === treaty.number)
  const acts = [...undatedActs(events), ...datedActs(events)]
  const byParticipant = Map.groupBy(acts, (act) => act.participant)
  return new Map([...byParticipant].map(([code, own]) => [code, positionOf(own, treaty)]))
}
