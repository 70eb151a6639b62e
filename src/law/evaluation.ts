import type { Action } from './act.ts'
import type { PlainDate } from './plain-date.ts'

// The names in this file are the published ones: commands, addresses and files give these objects as they are.

export const STATUSES = [
  'party',
  'denouncing',
  'blocked_parent',
  'contracting',
  'former_party',
  'provisional',
  'signatory',
  'none',
] as const

/** Legal position of one participant under one treaty on one day; derived, never stored. */
export type Status = (typeof STATUSES)[number]

export const REASONS = [
  'retracted',
  'not_an_instrument',
  'succession',
  'withdrawn',
  'organization_excluded',
  'not_eligible',
  'repeat',
  'waiting_for_parent',
  'organization_not_additional',
  'after_trigger',
  'counted',
] as const

/** Why an act counts toward the threshold or does not: the first that fits. */
export type Reason = (typeof REASONS)[number]

export const WARNING_CODES = [
  'ORGANIZATION_NOT_FORESEEN',
  'WITHDRAWAL_WITHOUT_EFFECT',
  'LEGAL_REVIEW',
  'DENUNCIATION_WITHOUT_EFFECT',
  'RESCISSION_WITHOUT_EFFECT',
  'ASSERTED_MISMATCH',
  'SIGNATURE_OUTSIDE_WINDOW',
  'RATIFICATION_WITHOUT_SIGNATURE',
] as const

export type Warning = { readonly code: (typeof WARNING_CODES)[number]; readonly message: string }

/** One part of a condition that is not one plain count, in the order of the rule. */
export type ThresholdPart = {
  readonly op: 'count' | 'every' | 'share' | 'fraction' | 'treaty_condition'
  readonly met_on: PlainDate | null
  readonly counted: number | null
  readonly needed: number | null
  readonly remaining: number | null
  /** Part of all weights, 0 to 1; compared exactly before it is rounded for show. */
  readonly share?: number
}

export type Threshold = {
  readonly met_on: PlainDate | null
  /** Everyone whose instrument counts from the very day on which it was met, by code. */
  readonly reached_by: readonly string[]
  readonly counted: number
  readonly needed: number | null
  readonly remaining: number | null
  readonly parts?: readonly ThresholdPart[]
  readonly asserted: PlainDate | null
  readonly agrees: boolean | null
}

export type EntryIntoForce = {
  readonly date: PlainDate | null
  readonly article: string | null
  readonly state: 'not_met' | 'fixed' | 'in_force' | 'waiting_for_parent'
  readonly asserted: PlainDate | null
  readonly agrees: boolean | null
}

export type Counts = {
  readonly signatories: number
  readonly threshold_count: number
  readonly participants: number
  readonly state_participants: number
  readonly states_parties: number
}

/** One unbroken participation, from consent to the day on which it ended. */
export type Participation = {
  readonly consent: Action | null
  readonly consent_date: PlainDate | null
  readonly entry_into_force: PlainDate | null
  readonly until: PlainDate | null
}

/** Where a participant stands: the participation that stands, else the last that ended. */
export type ParticipantStand = Participation & { readonly participant: string; readonly status: Status }

/** Where a participant stands, and its participations before that, oldest first. */
export type ParticipantRow = ParticipantStand & { readonly earlier: readonly Participation[] }

export type LedgerRow = {
  /** Place in the count; null for an act that does not count. */
  readonly ordinal: number | null
  readonly participant: string
  readonly action: Action
  readonly action_date: PlainDate
  readonly counts: boolean
  readonly reason: Reason
  readonly article: string | null
}

export type TreatyEvaluation = {
  readonly treaty: string
  readonly scope: string
  readonly threshold: Threshold
  readonly entry_into_force: EntryIntoForce
  readonly counts: Counts
  readonly participants: readonly ParticipantRow[]
  readonly ledger: readonly LedgerRow[]
  readonly warnings: readonly Warning[]
}

export type Evaluation = {
  readonly as_of: PlainDate
  readonly known_at: PlainDate
  readonly treaties: readonly TreatyEvaluation[]
}
