import type { PlainDate } from '../law/plain-date.ts'
import type { Participant, ParticipantName } from '../record/snapshot.ts'

/** A name of a participant, as data. */
export type KnownName = {
  readonly participant: string
  readonly name: string
  /** Set where the name belonged to another State before: acts before this day are not this participant's. */
  readonly notBefore: PlainDate | null
}

/** Names by their folded form: whose they are, and since when where another State bore them before. */
export type NameRegistry = ReadonlyMap<
  string,
  { readonly participants: readonly string[]; readonly notBefore: PlainDate | null }
>

/** Who a printed name is. `other_state`: the name is known, but the acts are older than the participant that bears it
 *  (Yugoslavia before 2000 is not Serbia). */
export type NameMatch =
  | { readonly kind: 'known'; readonly participant: string }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'ambiguous'; readonly participants: readonly string[] }
  | { readonly kind: 'other_state'; readonly participant: string; readonly notBefore: PlainDate }

const UNKNOWN: NameMatch = { kind: 'unknown' }

const SAME_WORD: Readonly<Record<string, string>> = { st: 'saint', ste: 'sainte' }
const SILENT_WORDS = new Set(['the', 'of', 'and'])

const folded = new Map<string, string>()
const KEPT = 5000
const LONGEST_KEPT = 200

/** A name folded for comparison: without case, accents, punctuation, articles and word order, `St.` as `Saint`. Two
 *  names fold alike only when they have the same words: "Congo" is never "Democratic Republic of the Congo". */
export function foldName(name: string): string {
  const seen = folded.get(name)
  if (seen !== undefined) return seen
  const words = name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'\u2018\u2019\u02bc`]/g, '')
    .toLowerCase()
    .replace(/\u0131/g, 'i')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !SILENT_WORDS.has(word))
    .map((word) => SAME_WORD[word] ?? word)
  const key = words.sort().join(' ')
  if (folded.size >= KEPT) folded.clear()
  if (name.length <= LONGEST_KEPT) folded.set(name, key)
  return key
}

/** The registry of `names`. */
export function nameRegistry(names: readonly KnownName[]): NameRegistry {
  const byName = Map.groupBy(names, (known) => foldName(known.name))
  return new Map(
    [...byName].map(([key, known]) => {
      const participants = [...new Set(known.map((each) => each.participant))]
      const notBefore = known.map((each) => each.notBefore).find((day) => day !== null)
      return [key, { participants, notBefore: notBefore ?? null }]
    }),
  )
}

/** Who `name` is, when it stands beside acts of these days. Never by likeness: a name is known or it is not. */
export function matchName(registry: NameRegistry, name: string, days: () => readonly PlainDate[]): NameMatch {
  const known = registry.get(foldName(name))
  const [participant, ...others] = known === undefined ? [] : known.participants
  if (known === undefined || participant === undefined) return UNKNOWN
  if (others.length > 0) return { kind: 'ambiguous', participants: known.participants }
  const { notBefore } = known
  if (notBefore !== null && days().some((day) => day < notBefore)) {
    return { kind: 'other_state', participant, notBefore }
  }
  return { kind: 'known', participant }
}

/** What the registry needs to know of a participant, and of a name it bore. */
export type NamedParticipant = Pick<Participant, 'code' | 'name' | 'names_also' | 'un_member_from'>
export type DatedName = Pick<ParticipantName, 'participant' | 'name' | 'from'>

/** The registry of all names of `participants`, dated ones among them. A name borne since the very day of admission to
 *  the United Nations may have been another State's before: acts older than that day are not matched by it. */
export function registryOf(
  participants: readonly NamedParticipant[],
  dated: readonly DatedName[],
): NameRegistry {
  const admitted = new Map(participants.map((each) => [each.code, each.un_member_from]))
  const plain = participants.flatMap(({ code, name, names_also }) =>
    [name, ...names_also].map((each): KnownName => ({ participant: code, name: each, notBefore: null })),
  )
  const borne = dated.map(({ participant, name, from }): KnownName => {
    const since = from !== null && admitted.get(participant) === from
    return { participant, name, notBefore: since ? from : null }
  })
  return nameRegistry([...plain, ...borne])
}
