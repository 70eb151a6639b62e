import { coversDay } from './day-span.ts'
import { belongsTo, membersOf } from './group-history.ts'
import { isOrganization, memberStates } from './organization.ts'
import type { ParticipantHistory } from './participant-history.ts'
import type { PlainDate } from './plain-date.ts'
import type { RuleCase } from './rule-case.ts'

function isParty(history: ParticipantHistory | undefined, day: PlainDate): boolean {
  return history?.inForce.some((span) => coversDay(span, day)) === true
}

/** The days up to `as_of` on which a denunciation by a member State of the organization took effect and no member
 *  State was left as a party, in order (UNTOC art. 40(2)). None where the rule does not end organizations so. */
export function daysLeftAlone(
  theCase: RuleCase,
  organization: string,
  histories: ReadonlyMap<string, ParticipantHistory>,
): PlainDate[] {
  const members = theCase.groups.get(membersOf(organization))
  if (!theCase.rule.organization_ends_with_members || members === undefined) return []
  const days = [...members.spans.keys()].flatMap((member) =>
    (histories.get(member)?.inForce ?? []).flatMap(({ to }) =>
      to !== null &&
      to <= theCase.clocks.asOf &&
      belongsTo(members, member, to) &&
      !isOrganization(theCase, member, to)
        ? [to]
        : [],
    ),
  )
  return [...new Set(days)]
    .sort()
    .filter(
      (day) =>
        isOrganization(theCase, organization, day) &&
        !memberStates(theCase, organization, day).some((state) => isParty(histories.get(state), day)),
    )
}
