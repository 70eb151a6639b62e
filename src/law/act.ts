import type { PlainDate } from './plain-date.ts'

/** The acts that express consent to be bound under any rules (VCLT art. 11), or take a predecessor's over. A definitive
 *  signature does so only where the rules count it. */
export const CONSENTS = [
  'ratification',
  'acceptance',
  'approval',
  'accession',
  'formal_confirmation',
  'succession',
] as const

/** What a row of the record can be, in the order in which several acts of one participant on one day are taken. */
export const ACTIONS = [
  'signature',
  'definitive_signature',
  ...CONSENTS,
  'provisional_application',
  'declared_sole',
  'withdrawal_of_instrument',
  'denunciation',
  'rescission',
  'correction',
  'retraction',
  'asserted_threshold',
  'asserted_entry_into_force',
] as const

export type Action = (typeof ACTIONS)[number]

/** One row as the law engine takes it: an act under a treaty, or a correction, retraction or assertion about one. */
export type Act = {
  readonly id: string
  /** UNTC number of the treaty, for example `XVIII-12-a`. */
  readonly treaty: string
  /** Alpha-3 code or other name of the State or organization; empty for an assertion that credits nobody. */
  readonly participant: string
  readonly action: Action
  /** Day of the legal act: signature, deposit, receipt by the depositary. */
  readonly action_date: PlainDate
  /** Only where the act itself carries another date: a succession's day of effect, a denunciation's. */
  readonly effect_date: PlainDate | null
  /** Day from which the row could be known. */
  readonly known_on: PlainDate
  /** `id` of the row that a correction or retraction is about. */
  readonly corrects: string | null
}

/** Membership of a group between two days, both included; null is without limit. */
export type Membership = {
  readonly group: string
  readonly participant: string
  readonly from: PlainDate | null
  readonly to: PlainDate | null
}

/** The share of a participant in a list of weights, as the decimal text it was given in, so that sums stay exact. */
export type Weight = { readonly weights: string; readonly participant: string; readonly weight: string }
