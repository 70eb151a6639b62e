import type { Membership } from '../law/act.ts'

/** The group of all organizations, as the law engine asks for it. */
export const ORGANIZATIONS = 'reio'

/** An organization, with the group that lists its member States (null where no list is kept). */
export type Organization = { readonly code: string; readonly members: string | null }

/** The memberships that the law engine asks for and no list holds: every organization in `reio`, and the member
 *  States of organization X in `members:X`, on the same days as in the list of its members. */
export function engineMemberships(
  organizations: readonly Organization[],
  memberships: readonly Membership[],
): Membership[] {
  return organizations.flatMap(({ code, members }) => [
    { group: ORGANIZATIONS, participant: code, from: null, to: null },
    ...memberships
      .filter((membership) => membership.group === members)
      .map(({ participant, from, to }) => ({ group: `members:${code}`, participant, from, to })),
  ])
}
