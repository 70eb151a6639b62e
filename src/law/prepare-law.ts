import type { Act, Membership, Weight } from './act.ts'
import { type WeightList, weightLists } from './exact-share.ts'
import { type Groups, groupsByName } from './group-history.ts'
import { type TreatyActs, treatyActs } from './known-acts.ts'
import type { Rule } from './rule.ts'
import { consentActions, countableActions, type RuleCase } from './rule-case.ts'
import { ruleOfTreaty, rulesBefore } from './rule-references.ts'

/** Everything that the law is computed from. */
export type LawInput = {
  readonly rules: readonly Rule[]
  readonly acts: readonly Act[]
  readonly memberships: readonly Membership[]
  readonly weights: readonly Weight[]
}

export type PreparedRule = Pick<RuleCase, 'rule' | 'countable' | 'consents'> & {
  readonly acts: TreatyActs
  /** Whether other rules mean this one when they name its treaty, and the depositary when it states a date. */
  readonly speaksForTreaty: boolean
}

/** The same, sorted and looked up once, for any number of questions. */
export type PreparedLaw = {
  /** In the order of the rules file. */
  readonly rules: readonly PreparedRule[]
  /** Each after those it rests on. */
  readonly inOrder: readonly PreparedRule[]
  /** Whether some denunciation ends participation in a treaty that comes before its own in that order. */
  readonly endsEarlier: boolean
  readonly groups: Groups
  readonly weights: ReadonlyMap<string, WeightList>
}

/** Whether a denunciation under the rule ends participation in the treaty as well. */
export function carries({ rule }: Pick<PreparedRule, 'rule'>, treaty: string): boolean {
  return rule.cascade_denunciation.includes(treaty)
}

/** The rules so that each comes after those it rests on and, where that leaves a choice, after those whose
 *  denunciations carry its treaty with them. Throws when they rest on each other in a circle. */
function inOrderOfRest(rules: readonly PreparedRule[], groups: Groups): PreparedRule[] {
  const plain = rules.map(({ rule }) => rule)
  const before = new Map(plain.map((rule) => [rule, rulesBefore(rule, plain, (name) => groups.has(name))]))
  const ordered: PreparedRule[] = []
  const placed = new Set<Rule>()
  while (ordered.length < rules.length) {
    const waiting = rules.filter(({ rule }) => !placed.has(rule))
    const ready = waiting.filter(({ rule }) => before.get(rule)?.every((earlier) => placed.has(earlier)))
    const next =
      ready.find(({ rule }) => waiting.every((one) => one.rule === rule || !carries(one, rule.treaty))) ??
      ready[0]
    if (next === undefined) throw new Error('rules rest on each other in a circle')
    ordered.push(next)
    placed.add(next.rule)
  }
  return ordered
}

function actsByTreaty(acts: readonly Act[]): ReadonlyMap<string, readonly Act[]> {
  const byTreaty = new Map<string, Act[]>()
  for (const act of acts) {
    const own = byTreaty.get(act.treaty)
    if (own === undefined) byTreaty.set(act.treaty, [act])
    else own.push(act)
  }
  return byTreaty
}

/** Sorts acts, memberships and rules once. Acts of treaties without a rule are left aside. */
export function prepareLaw({ rules, acts, memberships, weights }: LawInput): PreparedLaw {
  const byTreaty = actsByTreaty(acts)
  const known = new Map<string, TreatyActs>()
  for (const { treaty } of rules) {
    if (!known.has(treaty)) known.set(treaty, treatyActs(byTreaty.get(treaty) ?? []))
  }
  const groups = groupsByName(memberships)
  const prepared = rules.map(
    (rule): PreparedRule => ({
      rule,
      countable: countableActions(rule),
      consents: consentActions(rule),
      acts: known.get(rule.treaty) ?? treatyActs([]),
      speaksForTreaty: ruleOfTreaty(rule.treaty, rules) === rule,
    }),
  )
  const inOrder = inOrderOfRest(prepared, groups)
  return {
    rules: prepared,
    inOrder,
    endsEarlier: inOrder.some((source, at) =>
      inOrder.slice(0, at).some((earlier) => carries(source, earlier.rule.treaty)),
    ),
    groups,
    weights: weightLists(weights),
  }
}
