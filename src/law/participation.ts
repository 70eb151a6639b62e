import type { GeneralEntry } from './entry-into-force.ts'
import { dayTaken, type KnownAct } from './known-acts.ts'
import { participantEntry } from './later-party.ts'
import { needFulfilled } from './need.ts'
import type { Ending } from './participant-history.ts'
import { laterOf, type PlainDate } from './plain-date.ts'
import type { RuleCase } from './rule-case.ts'

/** A consent that stands, while the acts of its participant are followed one after another. */
export type OpenParticipation = {
  readonly consent: KnownAct
  readonly instruments: KnownAct[]
  /** The day that stands for its deposit, null while it waits for the parent; and when it enters into force. */
  readonly effective: PlainDate | null
  readonly entry: PlainDate | null
  /** Its own denunciation that has not taken effect. */
  pending: Ending | null
  /** Whether an instrument of a kind that counts stands in it. */
  hasCountable: boolean
}

/** How a participation ended: it was in force and is over, or the consent lapsed before that. */
export type End = { readonly on: PlainDate; readonly wasInForce: boolean }

/** The participation that begins with a consent. What it waits for may come, go and come again: the day that lasts
 *  until it is in force stands for its deposit. */
export function openParticipation(
  theCase: RuleCase,
  general: GeneralEntry,
  consent: KnownAct,
): OpenParticipation {
  const { participant, action } = consent.act
  const begun = { consent, instruments: [], pending: null, hasCountable: false }
  for (const span of needFulfilled(theCase, participant)) {
    const deposited = laterOf(consent.day, span.from)
    if (span.to !== null && deposited >= span.to) continue
    const deposit = { participant, deposited, succession: action === 'succession' }
    const entry = participantEntry(theCase, general, deposit)
    if (span.to === null || (entry !== null && entry < span.to)) {
      return { ...begun, effective: deposited, entry }
    }
  }
  return { ...begun, effective: null, entry: null }
}

/** What can end a participation besides its own denunciation. */
export type OuterEnds = {
  /** Denunciations of other treaties that carry this one with them. */
  readonly carried: readonly Ending[]
  /** Days on which an organization is left without a member State that is a party. */
  readonly leftAlone: readonly PlainDate[]
}

/** A denunciation of another treaty ends what was deposited before it took effect; a later instrument is new. */
function carriedEnds(open: OpenParticipation, { carried }: OuterEnds): readonly Ending[] {
  return carried.filter(({ effect }) => effect > open.consent.day)
}

/** The first thing that ends the participation on or before `day`; null when nothing does. Where the treaty is not in
 *  force for the participant by the day on which another's denunciation would end it, the consent lapses. */
export function endBy(open: OpenParticipation, outer: OuterEnds, day: PlainDate): End | null {
  const { entry, pending } = open
  if (pending === null && outer.carried.length === 0 && outer.leftAlone.length === 0) return null
  const inForceBy = (on: PlainDate): boolean => entry !== null && entry <= on
  const ends: End[] = carriedEnds(open, outer).map(({ effect }) => ({
    on: effect,
    wasInForce: inForceBy(effect),
  }))
  if (pending !== null) ends.push({ on: pending.effect, wasInForce: true })
  for (const on of outer.leftAlone) if (inForceBy(on)) ends.push({ on, wasInForce: true })
  return ends.reduce<End | null>(
    (first, end) => (end.on <= day && (first === null || end.on < first.on) ? end : first),
    null,
  )
}

/** The notice that is to end the participation first, its own or another treaty's; null when there is none. */
export function noticeOf(open: OpenParticipation, outer: OuterEnds): Ending | null {
  const { entry, pending } = open
  if (pending === null && outer.carried.length === 0) return null
  const carried = carriedEnds(open, outer).filter(({ effect }) => entry !== null && entry <= effect)
  return [...(pending === null ? [] : [pending]), ...carried].reduce<Ending | null>(
    (first, ending) => (first === null || ending.effect < first.effect ? ending : first),
    null,
  )
}

/** Whether a withdrawal still takes the consent back: before the day on which the treaty is in force for the
 *  participant. One made by the trigger always does: it counts before what its day brings. */
export function canBeTakenBack(
  open: OpenParticipation,
  general: GeneralEntry,
  withdrawal: KnownAct,
): boolean {
  const day = dayTaken(withdrawal)
  const beforeTrigger = general.trigger === null || day <= general.trigger
  return beforeTrigger || open.entry === null || day < open.entry
}
