import type { Act, Membership, Weight } from './act.ts'
import { type WeightList, weightLists } from './exact-share.ts'
import { type Groups, groupsByName } from './group-history.ts'
import { type TreatyActs, treatyActs } from './known-acts.ts'
import type { Rule } from './rule.ts'
import { consentActions, countableActions, type RuleCase } from './rule-case.ts'
import { conditionRules, parentRules, ruleOfTreaty } from './rule-references.ts'

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
  /** Each after its parents and, where that is possible, after the others it looks at. */
  readonly inOrder: readonly PreparedRule[]
  /** Whether some rule looks at one that comes after it in that order, so that one round does not say everything. */
  readonly looksAhead: boolean
  readonly groups: Groups
  readonly weights: ReadonlyMap<string, WeightList>
}

/** Whether a denunciation under the rule ends participation in the treaty as well. */
export function carries({ rule }: Pick<PreparedRule, 'rule'>, treaty: string): boolean {
  return rule.cascade_denunciation.includes(treaty)
}

type Sight = {
  readonly rule: PreparedRule
  readonly parents: readonly Rule[]
  readonly looksAt: readonly Rule[]
}

/** What each rule looks at: its parents; and those whose parties or entry into force its condition asks for, or whose
 *  denunciations carry its treaty with them. */
function sightsOf(prepared: readonly PreparedRule[], groups: Groups): Sight[] {
  const rules = prepared.map(({ rule }) => rule)
  return prepared.map((one) => ({
    rule: one,
    parents: parentRules(one.rule, rules),
    looksAt: [
      ...conditionRules(one.rule, rules, (name) => groups.has(name)),
      ...prepared.filter((other) => other !== one && carries(other, one.rule.treaty)).map(({ rule }) => rule),
    ],
  }))
}

/** The rules in the order in which they are evaluated. Throws when parents form a circle. */
function inOrderOfSight(sights: readonly Sight[]): {
  readonly inOrder: PreparedRule[]
  readonly looksAhead: boolean
} {
  const inOrder: PreparedRule[] = []
  const placed = new Set<Rule>()
  const isPlaced = (rule: Rule): boolean => placed.has(rule)
  let looksAhead = false
  while (inOrder.length < sights.length) {
    const waiting = sights.filter(({ rule }) => !placed.has(rule.rule))
    const ready = waiting.filter(({ parents }) => parents.every(isPlaced))
    const next = ready.find(({ looksAt }) => looksAt.every(isPlaced)) ?? ready[0]
    if (next === undefined) throw new Error('parents form a circle')
    if (!next.looksAt.every(isPlaced)) looksAhead = true
    inOrder.push(next.rule)
    placed.add(next.rule.rule)
  }
  return { inOrder, looksAhead }
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
  return {
    rules: prepared,
    ...inOrderOfSight(sightsOf(prepared, groups)),
    groups,
    weights: weightLists(weights),
  }
}
