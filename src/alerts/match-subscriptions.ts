import { type Fact, TREATY_WIDE_KINDS } from './fact.ts'
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

/** What it means to ask for it, in the same words wherever it is asked for. */
export const TREATY_WIDE_WORDS =
  'Beside participants or groups, also what concerns a treaty as a whole: its threshold, its entry into force, milestones, its projection and the last day for signing.'

/** What is accepted where nothing could ever pass. */
export const KINDS_ABOUT_THEM =
  'beside participants or groups at least one kind that is about a participant, or also what concerns a treaty as a whole'

const TREATY_WIDE: ReadonlySet<string> = new Set(TREATY_WIDE_KINDS)

/** Whether participants or groups are asked for, and nothing that concerns a treaty as a whole beside them. */
function isNarrow({ participants, groups, treaty_wide }: NarrowedTo): boolean {
  return !treaty_wide && (participants.length > 0 || groups.length > 0)
}

type NarrowedTo = Pick<Interest, 'participants' | 'groups' | 'treaty_wide'>

/** Whether a fact that bears this participant and these groups is about those that are asked for. What bears no
 *  participant concerns a treaty as a whole. */
export function isAboutThem(
  asked: NarrowedTo,
  { participant, groups }: Pick<Fact, 'participant' | 'groups'>,
): boolean {
  if (participant === null) return !isNarrow(asked)
  return hasAny(asked.participants, [participant.code]) && hasAny(asked.groups, groups)
}

function passesNames(interest: Interest, fact: Fact): boolean {
  const { detail, treaty, groups } = fact
  // How the program itself fares concerns no participant.
  if (treaty === null) return true
  if (detail.kind === 'milestone' && detail.milestone.what === 'group') {
    return hasAny(interest.groups, groups) && (interest.participants.length === 0 || !isNarrow(interest))
  }
  return isAboutThem(interest, TREATY_WIDE.has(detail.kind) ? { participant: null, groups } : fact)
}

/** Whether the interest asks for the fact. Where it asks for participants or groups, only what is about them passes;
 *  what concerns a treaty as a whole only where that is asked for as well, but for the completeness of a group that is
 *  asked for. A recall is never asked for. */
export function wants(interest: Interest, fact: Fact): boolean {
  const { detail, treaty } = fact
  if (detail.kind === 'recall' || !interest.kinds.includes(detail.kind)) return false
  if (treaty !== null && !hasAny(interest.treaties, [treaty.number])) return false
  return passesNames(interest, fact) && wantsMeasure(interest, fact)
}

/** Whether nothing can ever pass: everything that is asked for concerns a treaty as a whole, and that is not asked for
 *  beside participants or groups. */
export function wantsNothing(interest: NarrowedTo & { readonly kinds: readonly string[] }): boolean {
  const ofGroups = interest.participants.length === 0 ? ['milestone'] : []
  return (
    isNarrow(interest) && interest.kinds.every((kind) => TREATY_WIDE.has(kind) && !ofGroups.includes(kind))
  )
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
