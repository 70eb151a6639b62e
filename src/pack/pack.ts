import type { Membership } from '../law/act.ts'
import type { Rule } from '../law/rule.ts'
import type { EventDraft } from '../record/event.ts'
import type {
  Declaration,
  Group,
  KnownGap,
  Participant,
  ParticipantName,
  Source,
  Treaty,
} from '../record/snapshot.ts'
import type { WatchedSource } from '../record/watched-source.ts'
import type { JsonPath } from './placed-json.ts'

/** Where a row stands, for the person who has to mend it. */
export type Place = { readonly file: string; readonly line: number }

export type Placed<T> = { readonly value: T; readonly place: Place }

export const SOURCE_KINDS = [
  'depositary',
  'secretariat',
  'gazette',
  'treaty_database',
  'government',
  'press',
  'reference',
  'other',
] as const

/** Who speaks in a source; the depositary goes before all others. */
export type SourceKind = (typeof SOURCE_KINDS)[number]

export type PackSource = Source & { readonly kind: SourceKind }

/** `members` names the group whose members are the member States of an organization; null for a State. */
export type PackParticipant = Participant & { readonly members: string | null }

export type PackMembership = Membership & { readonly note: string | null }
export type PackName = ParticipantName & { readonly note: string | null }

/** The rules, names, facts and sources of one family of treaties, as its folder gives them. */
export type Pack = {
  readonly id: string
  readonly title: string
  readonly position: number
  readonly licence: string
  /** Packs that come before this one: their participants, groups, sources and treaties can be named in it. */
  readonly needs: readonly string[]
  readonly treaties: readonly Treaty[]
  /** Every rule, in the order of the file: also one for a treaty that the pack does not describe. */
  readonly rules: readonly Rule[]
  /** Where a value of the two JSON files stands. */
  readonly placeOf: (file: 'pack.json' | 'rules.json', path: JsonPath) => Place
  readonly participants: readonly Placed<PackParticipant>[]
  readonly names: readonly Placed<PackName>[]
  readonly groups: readonly Placed<Group>[]
  readonly memberships: readonly Placed<PackMembership>[]
  readonly sources: readonly Placed<PackSource>[]
  /** Dated acts, undated acts and assertions, in the order in which they enter an empty record. */
  readonly events: readonly Placed<EventDraft>[]
  readonly declarations: readonly Placed<Declaration>[]
  readonly gaps: readonly Placed<KnownGap>[]
  /** Pages that are watched for changes. */
  readonly watch: readonly Placed<WatchedSource>[]
}

/** The text of each file of a pack's folder by its name, for example `events.csv`. */
export type PackFiles = ReadonlyMap<string, string>

/** A pack's files; `folder` stands before their names in messages. */
export type PackFolder = { readonly folder: string; readonly files: PackFiles }
