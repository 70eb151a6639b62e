import type { Membership } from '../law/act.ts'
import type { PlainDate } from '../law/plain-date.ts'
import type { Rule } from '../law/rule.ts'
import type { RecordEvent } from './event.ts'

/** One treaty as its pack describes it. */
export type Treaty = {
  readonly pack: string
  /** Name in addresses, for example `trafficking`. */
  readonly slug: string
  /** Number in the UN Treaty Collection, for example `XVIII-12-a`. */
  readonly number: string
  readonly title: string
  readonly short_title: string
  readonly adopted: PlainDate
  readonly depositary_address: string
  /** Place in lists, 1 first. */
  readonly position: number
  readonly rules: readonly Rule[]
}

export type Participant = {
  readonly code: string
  readonly kind: 'state' | 'organization'
  readonly name: string
  readonly names_also: readonly string[]
  readonly alpha2: string | null
  readonly m49: string | null
  readonly un_member_from: PlainDate | null
  /** First day on which it could act as a State; null where that is the day of its admission, or where there was
   *  neither: then it always could. */
  readonly state_from: PlainDate | null
}

/** A name a participant bore between two days, both included; null is without limit. */
export type ParticipantName = {
  readonly participant: string
  readonly name: string
  readonly from: PlainDate | null
  readonly to: PlainDate | null
}

export type Group = { readonly id: string; readonly title: string }

export type Source = {
  readonly id: string
  readonly title: string
  readonly publisher: string
  readonly address: string
  readonly as_at: string
  readonly how_read: string
}

export const DECLARATION_KINDS = [
  'reservation',
  'declaration',
  'notification',
  'objection',
  'territorial',
  'communication',
] as const

/** A reservation, declaration, notification or objection in our own short words. It changes no count and no date. */
export type Declaration = {
  readonly treaty: string
  readonly participant: string
  readonly kind: (typeof DECLARATION_KINDS)[number]
  /** Day on which it was made; null where it is not known. */
  readonly made_at: PlainDate | null
  readonly article: string | null
  readonly summary: string
  readonly source: string
}

export const GAP_KINDS = ['coverage', 'undated', 'unconfirmed', 'unknown', 'disagreement', 'oddity'] as const

/** Something the record is known to lack, or holds with less than certainty, in words for people. */
export type KnownGap = {
  readonly treaty: string
  readonly participant: string | null
  readonly kind: (typeof GAP_KINDS)[number]
  readonly statement: string
  readonly reason: string
  readonly source: string
  /** How many participants more than the record the printed headline of `source` counts because of it; below zero
   *  where it counts fewer; null where it touches no headline. */
  readonly missing: number | null
  /** The same for the signatories that it counts. */
  readonly missing_signatories: number | null
}

/** Membership as its pack lists it; `note` where it says what has to be known of its days. */
export type ListedMembership = Membership & { readonly note?: string }

/** The whole record as it stood at one `seq`, read-only, for everything that computes answers. */
export type RecordSnapshot = {
  readonly head: { readonly seq: number; readonly hash: string }
  /** In the order of lists: pack by pack, the first one first. */
  readonly treaties: readonly Treaty[]
  readonly participants: readonly Participant[]
  readonly names: readonly ParticipantName[]
  readonly groups: readonly Group[]
  readonly memberships: readonly ListedMembership[]
  readonly sources: readonly Source[]
  readonly events: readonly RecordEvent[]
  readonly gaps: readonly KnownGap[]
  readonly declarations: readonly Declaration[]
  /** Instant of the last good check of the depositary (ISO 8601); null before the first. */
  readonly checked_at: string | null
  /** The same of each treaty that is watched there, by its number; one that was never well checked is left out. */
  readonly checked_by_treaty: Readonly<Record<string, string>>
  /** Day of the newest depositary document that the record rests on. */
  readonly source_as_at: PlainDate | null
  /** Whether no good check has succeeded for twice the interval. */
  readonly stale: boolean
}
