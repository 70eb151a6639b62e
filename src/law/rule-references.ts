import { conditionParts, fractionOf, placedParts } from './condition.ts'
import type { Rule } from './rule.ts'

/** The rule that others mean when they name a treaty: the general one, else the first. undefined when there is none. */
export function ruleOfTreaty<Found extends Pick<Rule, 'treaty' | 'scope'>>(
  treaty: string,
  rules: readonly Found[],
): Found | undefined {
  const own = rules.filter((rule) => rule.treaty === treaty)
  return own.find((rule) => rule.scope === 'general') ?? own[0]
}

/** The treaties whose entry into force cannot come later than that of the rule's treaty, or for one participant
 *  cannot come later there. */
export function parentsOf(rule: Pick<Rule, 'eligible' | 'floors'>): string[] {
  const parents = [rule.eligible?.parent, ...rule.floors.map((floor) => floor.parent)]
  return [...new Set(parents.filter((parent) => parent !== undefined))]
}

type Named = { readonly field: string; readonly treaty: string }

function treatiesNamed(rule: Rule): Named[] {
  const parent = rule.eligible?.parent
  return [
    ...(parent === undefined ? [] : [{ field: 'eligible.parent', treaty: parent }]),
    ...rule.floors.flatMap((floor, at) =>
      floor.parent === undefined ? [] : [{ field: `floors[${at}].parent`, treaty: floor.parent }],
    ),
    ...rule.cascade_denunciation.map((treaty, at) => ({ field: `cascade_denunciation[${at}]`, treaty })),
    ...placedParts(rule.condition).flatMap(({ part, field }) =>
      part.op === 'treaty_condition' ? [{ field: `${field}.ref`, treaty: part.ref }] : [],
    ),
  ]
}

function rulesOf(treaties: readonly string[], rules: readonly Rule[]): Rule[] {
  return treaties.map((treaty) => ruleOfTreaty(treaty, rules)).filter((found) => found !== undefined)
}

/** The rules of the parents of `rule`, without which nothing can be said of it. */
export function parentRules(rule: Rule, rules: readonly Rule[]): Rule[] {
  return rulesOf(parentsOf(rule), rules)
}

/** The rules of the treaties that its condition looks at: one that must be in force, one whose parties are counted.
 *  `isGroup` tells whether a list of that name is given; it goes first. */
export function conditionRules(
  rule: Rule,
  rules: readonly Rule[],
  isGroup: (name: string) => boolean,
): Rule[] {
  const treaties = conditionParts(rule.condition).flatMap((part) => {
    if (part.op === 'treaty_condition') return [part.ref]
    if (part.op !== 'fraction' || isGroup(part.of)) return []
    const { kind, name } = fractionOf(part)
    return kind === 'parties_to' ? [name] : []
  })
  return rulesOf(treaties, rules)
}

/** The rules of a circle in which each has the next as parent, in order and back to the first; null when there is
 *  none. */
function circleOfParents(rules: readonly Rule[]): readonly Rule[] | null {
  const cleared = new Set<Rule>()
  const follow = (rule: Rule, trail: readonly Rule[]): readonly Rule[] | null => {
    if (cleared.has(rule)) return null
    const start = trail.indexOf(rule)
    if (start !== -1) return [...trail.slice(start), rule]
    for (const parent of parentRules(rule, rules)) {
      const circle = follow(parent, [...trail, rule])
      if (circle !== null) return circle
    }
    cleared.add(rule)
    return null
  }
  for (const rule of rules) {
    const circle = follow(rule, [])
    if (circle !== null) return circle
  }
  return null
}

/** Something that a rule says of others and that cannot be. */
export type RuleFinding = {
  readonly rule: Rule
  /** The field of the rule, for example `floors[0].parent`. */
  readonly field: string
  readonly value: string | null
  readonly accepted: string
}

function missingRules(rules: readonly Rule[], accepted: string): RuleFinding[] {
  const known = new Set(rules.map((rule) => rule.treaty))
  return rules.flatMap((rule) =>
    treatiesNamed(rule)
      .filter(({ treaty }) => !known.has(treaty))
      .map(({ field, treaty }) => ({ rule, field, value: treaty, accepted })),
  )
}

function doubledRules(rules: readonly Rule[]): RuleFinding[] {
  return rules
    .filter((rule, at) => {
      const first = rules.findIndex((one) => one.treaty === rule.treaty && one.scope === rule.scope)
      return first !== at
    })
    .map((rule) => ({
      rule,
      field: 'scope',
      value: rule.scope,
      accepted: 'one rule for each treaty and scope',
    }))
}

function circlesFound(rules: readonly Rule[]): RuleFinding[] {
  const circle = circleOfParents(rules)
  const [first] = circle ?? []
  if (circle === null || first === undefined) return []
  const value = circle.map((rule) => rule.treaty).join(' -> ')
  return [{ rule: first, field: 'parents', value, accepted: 'parents that do not form a circle' }]
}

/** What rules say of one another that cannot be: a treaty without a rule, two rules for one thing, parents in a
 *  circle. `whereRules` says in words where a treaty that is named has to have its rule. */
export function ruleReferenceFindings(rules: readonly Rule[], whereRules: string): RuleFinding[] {
  return [...missingRules(rules, whereRules), ...doubledRules(rules), ...circlesFound(rules)]
}
