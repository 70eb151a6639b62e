import type { Membership, Weight } from './act.ts'
import { type ConditionPart, fractionOf, placedParts } from './condition.ts'
import type { Rule } from './rule.ts'
import type { RuleFinding } from './rule-references.ts'

/** The lists that a condition may name: groups, weights, and the treaties whose parties can be counted. */
type Lists = {
  readonly groups: ReadonlySet<string>
  readonly weights: ReadonlySet<string>
  readonly treaties: ReadonlySet<string>
}

type Missing = Omit<RuleFinding, 'rule'>

const A_GROUP = 'a group of the groups file'

function missingGroup(field: string, name: string | undefined, { groups }: Lists): Missing[] {
  return name === undefined || groups.has(name) ? [] : [{ field, value: name, accepted: A_GROUP }]
}

function missingLists(part: ConditionPart, field: string, lists: Lists): Missing[] {
  switch (part.op) {
    case 'treaty_condition':
      return []
    case 'every':
      return missingGroup(`${field}.list`, part.list, lists)
    case 'count':
      return missingGroup(`${field}.group`, part.group, lists)
    case 'share': {
      const { weights } = part
      const accepted = 'a name of the weights file'
      return [
        ...(lists.weights.has(weights) ? [] : [{ field: `${field}.weights`, value: weights, accepted }]),
        ...missingGroup(`${field}.group`, part.group, lists),
      ]
    }
    case 'fraction': {
      const { kind, name } = fractionOf(part)
      if (lists.groups.has(part.of)) return []
      if (kind === 'list') return missingGroup(`${field}.of`, name, lists)
      const accepted = 'a treaty that has a rule, or a group of that name'
      return lists.treaties.has(name) ? [] : [{ field: `${field}.of`, value: part.of, accepted }]
    }
  }
}

/** The lists that the rules name and nobody has given. */
export function listFindings(
  rules: readonly Rule[],
  given: { readonly memberships: readonly Membership[]; readonly weights: readonly Weight[] },
): RuleFinding[] {
  const lists: Lists = {
    groups: new Set(given.memberships.map(({ group }) => group)),
    weights: new Set(given.weights.map(({ weights }) => weights)),
    treaties: new Set(rules.map(({ treaty }) => treaty)),
  }
  return rules.flatMap((rule) =>
    placedParts(rule.condition)
      .flatMap(({ part, field }) => missingLists(part, field, lists))
      .map((missing) => ({ rule, ...missing })),
  )
}
