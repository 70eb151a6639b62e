import { type DaySpan, mergedSpans } from './day-span.ts'
import type { Way } from './follow-acts.ts'
import { type GroupHistory, membersOf } from './group-history.ts'
import { laterOf, type PlainDate } from './plain-date.ts'
import type { RuleCase } from './rule-case.ts'

/** Those of the participants that are in the list of organizations on some day. */
export function organizationsIn({ participants, organizations }: RuleCase): readonly string[] {
  return participants.flatMap(({ participant }) =>
    organizations.spans.has(participant) ? [participant] : [],
  )
}

type Ends = {
  /** From when on something was known to end a participation, or had ended it. */
  readonly knownFrom: PlainDate
  /** The first day on which one ends. */
  readonly first: PlainDate
}

/** When the participations of a way begin to end; null where none ever does. */
function endsOf({ standpoints, ended }: Way): Ends | null {
  const noticed = standpoints.find(({ standing }) => standing !== null && standing.until !== null)
  const ends = [
    ...ended.map(({ until }) => until),
    ...standpoints.map(({ standing }) => standing?.until ?? null),
  ]
  const [first] = ends.filter((day) => day !== null).sort()
  if (first === undefined) return null
  return { knownFrom: noticed === undefined || first < noticed.from ? first : noticed.from, first }
}

function firstOf(ends: readonly Ends[]): Ends | null {
  const [knownFrom] = ends.map((one) => one.knownFrom).sort()
  const [first] = ends.map((one) => one.first).sort()
  return knownFrom === undefined || first === undefined ? null : { knownFrom, first }
}

/** The days from `since` on of which, by what it had done by each of them, nothing is to end what it stands on, and it is
 *  Party on the day or, if that is later, on the first day on which anyone ceases to be. */
function firmSpans({ standpoints }: Way, since: PlainDate | null, { first }: Ends): DaySpan[] {
  return standpoints.flatMap(({ from, standing, afterwards }, place) => {
    const entry = standing?.entry_into_force ?? null
    if (standing === null || entry === null || standing.until !== null || afterwards !== null) return []
    const begins = laterOf(entry <= first ? from : laterOf(entry, from), since)
    const to = standpoints[place + 1]?.from ?? null
    return to !== null && begins >= to ? [] : [{ from: begins, to }]
  })
}

/** Its days in the group that do not end; null where it was no member or is none any more. */
function memberForGood(members: GroupHistory, { participant }: Way): DaySpan | null {
  return members.spans.get(participant)?.find(({ to }) => to === null) ?? null
}

/** Whether an organization has, from the first notice of a member State on, always one that has given none, stays a member
 *  and is Party before any ceases to be: then it is not left alone on any day, whatever of the acts is known (UNTOC
 *  art. 40(2)). */
function keepsMember(
  { groups, organizations }: RuleCase,
  organization: string,
  ways: readonly Way[],
): boolean {
  const members = groups.get(membersOf(organization))
  if (members === undefined) return true
  const own = ways.filter(
    ({ participant }) => members.spans.has(participant) && !organizations.spans.has(participant),
  )
  const ends = firstOf(own.flatMap((way) => endsOf(way) ?? []))
  if (ends === null) return true
  const firm = own.flatMap((way) => {
    const member = memberForGood(members, way)
    return member === null ? [] : firmSpans(way, member.from, ends)
  })
  return mergedSpans(firm).some(({ from, to }) => to === null && from !== null && from <= ends.knownFrom)
}

/** Whether no organization is ever left without a member State that is Party, where the rule would end it with that. */
export function organizationsLast(theCase: RuleCase, ways: readonly Way[]): boolean {
  return (
    !theCase.rule.organization_ends_with_members ||
    organizationsIn(theCase).every((organization) => keepsMember(theCase, organization, ways))
  )
}
