import { type ConditionPart, conditionParts, fractionOf } from './condition.ts'
import type { WeightList } from './exact-share.ts'
import { belongsTo, type GroupHistory, groupHistory, NOBODY } from './group-history.ts'
import type { PlainDate } from './plain-date.ts'
import type { RuleCase } from './rule-case.ts'

/** One part of a condition with the lists it looks at. */
export type PartBasis = {
  readonly part: ConditionPart
  /** Those whose instruments it takes; null for everyone. */
  readonly members: GroupHistory | null
  readonly weights: WeightList | null
  /** For another treaty's entry into force: its day; null while it is not known. */
  readonly inForceFrom: PlainDate | null
}

/** The parties to a treaty, organizations included, by its own rule and events. */
function partiesTo(treaty: string, { outcomeOf }: RuleCase): GroupHistory {
  const { histories } = outcomeOf(treaty)
  return groupHistory([...histories].map(([participant, { inForce }]) => [participant, inForce]))
}

function listOf(part: ConditionPart, theCase: RuleCase): GroupHistory | null {
  const named = (name: string): GroupHistory => theCase.groups.get(name) ?? NOBODY
  switch (part.op) {
    case 'treaty_condition':
      return NOBODY
    case 'every':
      return named(part.list)
    case 'count':
    case 'share':
      return part.group === undefined ? null : named(part.group)
    case 'fraction': {
      const given = theCase.groups.get(part.of)
      if (given !== undefined) return given
      const { kind, name } = fractionOf(part)
      return kind === 'list' ? named(name) : partiesTo(name, theCase)
    }
  }
}

/** The parts of the rule's condition, in its order, each with its lists. */
export function partBases(theCase: RuleCase): PartBasis[] {
  return conditionParts(theCase.rule.condition).map((part) => ({
    part,
    members: listOf(part, theCase),
    weights: part.op === 'share' ? (theCase.weights.get(part.weights) ?? null) : null,
    inForceFrom: part.op === 'treaty_condition' ? theCase.outcomeOf(part.ref).entryIntoForce : null,
  }))
}

/** Someone whose instrument is looked at on a day. */
export type Candidate = {
  readonly participant: string
  readonly day: PlainDate
  readonly organization: boolean
}

/** Whether the participant's instrument adds to the part on the day: without a group everyone's does, with a group,
 *  list or weights only its own; an organization has no weight. */
export function addsTo(
  { part, members, weights }: PartBasis,
  { participant, day, organization }: Candidate,
): boolean {
  if (part.op === 'treaty_condition') return false
  if (part.op === 'share' && (organization || weights?.weights.has(participant) !== true)) return false
  return members === null || belongsTo(members, participant, day)
}
