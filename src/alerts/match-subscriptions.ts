import type { Fact } from './fact.ts'
import type { Interest } from './subscription.ts'

/** An interest that any number of subscriptions share, with the number under which it is kept. */
export type KeptInterest = { readonly id: number; readonly interest: Interest }

function hasAny(wanted: readonly string[], found: readonly string[]): boolean {
  return wanted.length === 0 || found.some((one) => wanted.includes(one))
}

function wantsMeasure({ to_go, days_before, moved_days }: Interest, { detail }: Fact): boolean {
  switch (detail.kind) {
    case 'to_go':
      return to_go.length === 0 || detail.passed.some((remaining) => to_go.includes(remaining))
    case 'entry_near':
    case 'state_entry_near':
    case 'signature_closing':
      return days_before.includes(detail.days)
    case 'projection_moved':
      return Math.abs(detail.moved) > moved_days
    default:
      return true
  }
}

/** Whether the interest asks for the fact. Filters by participant and group narrow what is about a participant; what
 *  is about a treaty as a whole passes them, but for a group that is complete. A recall is never asked for. */
export function wants(interest: Interest, fact: Fact): boolean {
  const { detail, treaty, participant, groups } = fact
  if (detail.kind === 'recall' || !interest.kinds.includes(detail.kind)) return false
  if (treaty !== null && !hasAny(interest.treaties, [treaty.number])) return false
  if (participant !== null && detail.kind !== 'to_go') {
    if (!hasAny(interest.participants, [participant.code])) return false
    if (!hasAny(interest.groups, groups)) return false
  }
  const aboutGroup = detail.kind === 'milestone' && detail.milestone.what === 'group'
  return (!aboutGroup || hasAny(interest.groups, groups)) && wantsMeasure(interest, fact)
}

/** Which interests ask for which facts, by their places in the lists. Subscriptions are many and interests few, so a
 *  fact is held against each interest once. */
export function matchSubscriptions(
  interests: readonly KeptInterest[],
  facts: readonly Fact[],
): { readonly interest: number; readonly place: number }[] {
  return interests.flatMap(({ id, interest }) =>
    facts.flatMap((fact, place) => (wants(interest, fact) ? [{ interest: id, place }] : [])),
  )
}
