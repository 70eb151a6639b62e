import { type Act, type Action, CONSENTS } from './act.ts'
import type { WeightList } from './exact-share.ts'
import type { GroupHistory, Groups } from './group-history.ts'
import type { ArrangedActs, KnownAct, ParticipantActs } from './known-acts.ts'
import type { Ending, ParticipantHistory } from './participant-history.ts'
import type { Clocks, PlainDate } from './plain-date.ts'
import type { Rule } from './rule.ts'
import { signatureOpen } from './signature-window.ts'

/** What other rules ask of a treaty that has been evaluated. */
export type TreatyOutcome = {
  /** Day of general entry into force; null while it is not known. */
  readonly entryIntoForce: PlainDate | null
  readonly histories: ReadonlyMap<string, ParticipantHistory>
}

/** One rule to be evaluated under one pair of clocks, with everything it rests on. */
export type RuleCase = {
  readonly rule: Rule
  readonly clocks: Clocks
  /** Kinds of act that count toward the threshold. */
  readonly countable: ReadonlySet<Action>
  /** Kinds of act that are consent to be bound, whether they count or not. */
  readonly consents: ReadonlySet<Action>
  /** Everything known of the treaty, also what does not take part. */
  readonly known: ArrangedActs
  /** Each participant with a row that takes part, by code, with those rows. */
  readonly participants: readonly ParticipantActs[]
  /** What the depositary stated; empty for a rule on some provisions only. */
  readonly assertions: readonly KnownAct[]
  readonly organizations: GroupHistory
  readonly groups: Groups
  readonly weights: ReadonlyMap<string, WeightList>
  /** The outcome of a treaty that the rule names as parent or in its condition. */
  readonly outcomeOf: (treaty: string) => TreatyOutcome
  /** The treaty whose consent or participation the rule asks for; null where it asks for nothing. */
  readonly needed: TreatyOutcome | null
  /** The treaties that have to be in force for a participant before this one is. */
  readonly floorParents: readonly TreatyOutcome[]
  /** By participant: the days on which denunciations of other treaties end its participation here as well. */
  readonly endings: ReadonlyMap<string, readonly Ending[]>
}

/** Whether the act is of a kind that counts. A definitive signature given while the treaty was not open for signature
 *  has no effect at all. */
export function isCountable({ rule, countable }: RuleCase, { action, action_date }: Act): boolean {
  return countable.has(action) && (action !== 'definitive_signature' || signatureOpen(rule, action_date))
}

/** The kinds of act that count toward the threshold: those in `counts`; a succession by the rule's own word on it
 *  (it is in no list of instruments, and the predecessor's keeps its place). */
export function countableActions(rule: Rule): ReadonlySet<Action> {
  const listed = rule.counts.filter((action) => action !== 'succession')
  return new Set<Action>(rule.succession === 'yes' ? [...listed, 'succession'] : listed)
}

/** The kinds of act that are consent to be bound; a definitive signature only where it counts (VCLT art. 12(1)). */
export function consentActions(rule: Rule): ReadonlySet<Action> {
  const definitive: readonly Action[] = rule.counts.includes('definitive_signature')
    ? ['definitive_signature']
    : []
  return new Set<Action>([...CONSENTS, ...definitive])
}
