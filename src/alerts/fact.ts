import type { Action } from '../law/act.ts'
import type { PlainDate } from '../law/plain-date.ts'

/** Kinds of fact that anyone may ask to be told. */
export const PUBLIC_KINDS = [
  'signature',
  'deposit',
  'withdrawal',
  'denunciation',
  'declaration',
  'correction',
  'to_go',
  'reached',
  'entry_fixed',
  'entry_near',
  'state_entry_fixed',
  'state_entry_near',
  'milestone',
  'projection_moved',
  'signature_closing',
] as const

/** Of them, those that concern a treaty as a whole, also where the act of one participant brought them about. Who asks for
 *  participants or groups is told of the others alone, unless these are asked for as well. */
export const TREATY_WIDE_KINDS = [
  'to_go',
  'reached',
  'entry_fixed',
  'entry_near',
  'milestone',
  'projection_moved',
  'signature_closing',
] as const satisfies readonly PublicKind[]

/** Kinds that are for operators: how the program and its sources fare. */
export const OPERATOR_KINDS = ['source_silent', 'queue_late', 'switched_off'] as const

/** Kinds that a subscription can ask for. A `recall` comes unasked, to those who were told what it takes back. */
export const SUBSCRIBED_KINDS = [...PUBLIC_KINDS, ...OPERATOR_KINDS] as const

export type PublicKind = (typeof PUBLIC_KINDS)[number]
export type SubscribedKind = (typeof SUBSCRIBED_KINDS)[number]

export type TreatyName = { readonly number: string; readonly slug: string; readonly short_title: string }
export type ParticipantName = { readonly code: string; readonly name: string }

/** The act that a fact is about, as it was known when the fact was decided. */
export type ActDetail = {
  readonly event: string
  readonly action: Action
  readonly day: PlainDate | null
  readonly earliest: PlainDate | null
  readonly latest: PlainDate | null
}

type ActFact = {
  readonly kind: 'signature' | 'deposit' | 'withdrawal' | 'denunciation' | 'declaration'
  readonly act: ActDetail
}

type CorrectionFact = {
  readonly kind: 'correction'
  /** The correction or retraction itself. */
  readonly event: string
  readonly retracts: boolean
  /** What the record said of the act until then. */
  readonly was: ActDetail
  /** Its right day; null for a retraction. */
  readonly day: PlainDate | null
}

type ThresholdFact =
  | {
      readonly kind: 'to_go'
      readonly counted: number
      readonly needed: number
      readonly remaining: number
      /** Every remaining number that was passed at once, this one included. */
      readonly passed: readonly number[]
      readonly day: PlainDate
    }
  | {
      readonly kind: 'reached'
      readonly needed: number | null
      readonly day: PlainDate
      readonly by: readonly ParticipantName[]
    }

type EntryFact = {
  readonly kind: 'entry_fixed' | 'state_entry_fixed'
  readonly date: PlainDate
  readonly article: string | null
}

type NearFact = {
  readonly kind: 'entry_near' | 'state_entry_near'
  readonly date: PlainDate
  /** The day of announcement it is told for: 30, 7, 1 or 0 days before the date. */
  readonly days: number
  /** Days that are really left; fewer than `days` where nothing could be told on the day itself, below 0 where the date
   *  has passed. */
  readonly left: number
  readonly article: string | null
}

type MilestoneFact = {
  readonly kind: 'milestone'
  readonly milestone:
    | { readonly what: 'states_parties'; readonly count: number }
    | { readonly what: 'universal' }
    | { readonly what: 'group'; readonly group: string; readonly title: string }
}

type ProjectionFact = {
  readonly kind: 'projection_moved'
  readonly from: PlainDate
  readonly to: PlainDate
  /** How many days later it is expected now; below zero where it is sooner. */
  readonly moved: number
}

type ClosingFact = {
  readonly kind: 'signature_closing'
  readonly date: PlainDate
  /** As for a date of entry into force. */
  readonly days: number
  readonly left: number
}

type OperatorFact = {
  readonly kind: (typeof OPERATOR_KINDS)[number]
  /** One sentence for the operator. */
  readonly what: string
}

/** What can be told beside recalls. */
export type FactDetail =
  | ActFact
  | CorrectionFact
  | ThresholdFact
  | EntryFact
  | NearFact
  | MilestoneFact
  | ProjectionFact
  | ClosingFact
  | OperatorFact

/** Takes back something that was told. */
export type RecallDetail = {
  readonly kind: 'recall'
  /** What was told last: where that was a recall, what it said instead. */
  readonly told: Fact
  /** Key of the fact that is taken back. */
  readonly takes_back: string
  /** The event that mended it; null where it fell without one. */
  readonly event: string | null
  /** What holds instead; null where nothing does. */
  readonly instead: FactDetail | null
}

/** One thing that became true, with everything that its words need. */
export type Fact = {
  /** The same thing has the same key for ever: it is told once. */
  readonly key: string
  /** Key of the statement that it stands and falls with; its own where it rests on no other. */
  readonly about: string
  /** null for what concerns no treaty. */
  readonly treaty: TreatyName | null
  readonly participant: ParticipantName | null
  /** Groups that its participant belonged to on the day, or the group it is about. */
  readonly groups: readonly string[]
  readonly detail: FactDetail | RecallDetail
}

/** Days before a date on which it is announced; 0 is the day itself. */
export const ANNOUNCED_DAYS = [30, 7, 1, 0] as const
