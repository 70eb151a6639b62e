import type { GeneralEntry } from './entry-into-force.ts'
import type { Participation } from './evaluation.ts'
import type { KnownAct } from './known-acts.ts'
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
  /** Of its instruments of a kind that counts the one that can count first; null while there is none. */
  first: KnownAct | null
}

/** The participation that begins with a consent. What it waits for may come, go and come again: the day that lasts
 *  until it is in force stands for its deposit. */
export function openParticipation(
  theCase: RuleCase,
  general: GeneralEntry,
  consent: KnownAct,
): OpenParticipation {
  const { participant, action } = consent.act
  for (const span of needFulfilled(theCase, participant)) {
    const deposited = laterOf(consent.day, span.from)
    if (span.to !== null && deposited >= span.to) continue
    const deposit = { participant, deposited, succession: action === 'succession' }
    const entry = participantEntry(theCase, general, deposit)
    if (span.to === null || (entry !== null && entry <= span.to)) {
      return { consent, instruments: [], effective: deposited, entry, pending: null, first: null }
    }
  }
  return { consent, instruments: [], effective: null, entry: null, pending: null, first: null }
}

/** What is published of a participation. */
export function participationOf(
  { consent, entry }: OpenParticipation,
  until: PlainDate | null,
): Participation {
  const { action, action_date } = consent.act
  return { consent: action, consent_date: action_date, entry_into_force: entry, until }
}
