import type { Membership } from '../law/act.ts'
import type { Rule } from '../law/rule.ts'
import type { Organization } from '../record/engine-groups.ts'
import type { EventDraft } from '../record/event.ts'
import type { Pack } from './pack.ts'

/** What packs loaded earlier have brought, as far as another pack may lean on it. */
export type LoadedBefore = {
  /** Ids of the packs. */
  readonly packs: ReadonlySet<string>
  /** Code of each participant, with its two letters. */
  readonly participants: ReadonlyMap<string, string | null>
  readonly groups: ReadonlySet<string>
  readonly sources: ReadonlySet<string>
  /** Numbers of treaties, and their names in addresses. */
  readonly treaties: ReadonlySet<string>
  readonly slugs: ReadonlySet<string>
  readonly rules: readonly Rule[]
  readonly organizations: readonly Organization[]
  readonly memberships: readonly Membership[]
  /** Acts under treaties that can be a parent here. */
  readonly acts: readonly EventDraft[]
}

export const NOTHING_LOADED: LoadedBefore = {
  packs: new Set(),
  participants: new Map(),
  groups: new Set(),
  sources: new Set(),
  treaties: new Set(),
  slugs: new Set(),
  rules: [],
  organizations: [],
  memberships: [],
  acts: [],
}

function isOrganization({ value }: Pack['participants'][number]): boolean {
  return value.kind === 'organization'
}

/** What there is once `pack` is loaded too. */
export function withPack(before: LoadedBefore, pack: Pack): LoadedBefore {
  const { participants, groups, sources, treaties } = pack
  return {
    packs: new Set([...before.packs, pack.id]),
    participants: new Map([
      ...before.participants,
      ...participants.map(({ value }) => [value.code, value.alpha2] as const),
    ]),
    groups: new Set([...before.groups, ...groups.map(({ value }) => value.id)]),
    sources: new Set([...before.sources, ...sources.map(({ value }) => value.id)]),
    treaties: new Set([...before.treaties, ...treaties.map(({ number }) => number)]),
    slugs: new Set([...before.slugs, ...treaties.map(({ slug }) => slug)]),
    rules: [...before.rules, ...pack.rules],
    organizations: [
      ...before.organizations,
      ...participants.filter(isOrganization).map(({ value }) => value),
    ],
    memberships: [...before.memberships, ...pack.memberships.map(({ value }) => value)],
    acts: [...before.acts, ...pack.events.map(({ value }) => value)],
  }
}
