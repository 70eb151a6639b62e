import { belongsTo, membersOf } from './group-history.ts'
import { takesPart } from './known-acts.ts'
import type { PlainDate } from './plain-date.ts'
import type { RuleCase } from './rule-case.ts'

export function isOrganization({ organizations }: RuleCase, participant: string, day: PlainDate): boolean {
  return belongsTo(organizations, participant, day)
}

/** The member States of an organization on a day; other organizations are not among them. */
export function memberStates(theCase: RuleCase, organization: string, day: PlainDate): string[] {
  const members = theCase.groups.get(membersOf(organization))
  if (members === undefined) return []
  return [...members.spans.keys()].filter(
    (member) => belongsTo(members, member, day) && !isOrganization(theCase, member, day),
  )
}

/** Day on which each organization declared that its members will not join. */
export function declaredSole({ known, clocks }: RuleCase): ReadonlyMap<string, PlainDate> {
  const days = new Map<string, PlainDate>()
  for (const declared of known.declarations) {
    const { participant, action_date } = declared.act
    if (takesPart(declared, clocks) && !days.has(participant)) days.set(participant, action_date)
  }
  return days
}

/** Whether the instruments of organizations are out of the count by the rule, whatever their member States do. */
export function isExcluded({ rule }: RuleCase, declared: PlainDate | undefined): boolean {
  switch (rule.reio) {
    case 'excluded':
    case 'n/a':
      return true
    case 'counted_if_declared_sole':
      return declared === undefined
    case 'counted':
    case 'not_additional':
      return false
  }
}
