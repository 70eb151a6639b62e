import type { PlainDate } from '../law/plain-date.ts'
import type { ParticipantName, TreatyName } from './fact.ts'

/** One instrument that counts toward the threshold. */
export type CountedInstrument = {
  readonly ordinal: number
  readonly participant: ParticipantName
  readonly day: PlainDate
}

/** From when the treaty is, or will be, in force for one participant. */
export type ParticipantEntry = {
  readonly participant: ParticipantName
  readonly groups: readonly string[]
  readonly date: PlainDate
  readonly article: string | null
  /** The act by which it became bound, and its day. */
  readonly consent: string | null
  readonly consentDate: PlainDate | null
}

/** Everything about one treaty on one day that alerts speak of. */
export type TreatyState = {
  readonly treaty: TreatyName
  /** null where the threshold is not one plain count. */
  readonly needed: number | null
  /** In order of their ordinals, up to the day on which the threshold was met. */
  readonly counted: readonly CountedInstrument[]
  readonly reached: { readonly day: PlainDate; readonly by: readonly ParticipantName[] } | null
  readonly entry: { readonly date: PlainDate; readonly article: string | null } | null
  readonly entries: readonly ParticipantEntry[]
  /** States for which it is in force. */
  readonly statesParties: number
  /** Whether every State is bound or about to be. */
  readonly isUniversal: boolean
  /** Groups all of whose members are bound or about to be. */
  readonly completeGroups: readonly { readonly id: string; readonly title: string }[]
  /** Last days of its windows for signature. */
  readonly signatureEnds: readonly PlainDate[]
}
