import { InputError } from '../law/input-error.ts'
import { isBound } from '../law/participant-status.ts'
import type { PlainDate } from '../law/plain-date.ts'
import type { Treaty } from '../record/snapshot.ts'
import { holdsOn } from './day-places.ts'
import type { PositionRow } from './position-row.ts'
import type { RecordView } from './record-view.ts'
import type { AddedDeposit } from './what-if-parameter.ts'

type Rows = ReadonlyMap<string, PositionRow>

function hasDeposited(row: PositionRow | undefined, day: PlainDate): boolean {
  if (row === undefined || !isBound(row.status)) return false
  return row.consent_date === null || row.consent_date <= day
}

/** Refuses what no law would take: an organization that deposits while none of its member States has, where the rule
 *  forbids it. `rows` are those with every supposed deposit. Throws InputError with each such deposit. */
export function refuseEarlyOrganizations(
  view: RecordView,
  { treaty, added }: { readonly treaty: Treaty; readonly added: readonly AddedDeposit[] },
  rows: Rows,
): void {
  if (!treaty.rules.some((rule) => rule.organization_needs_member)) return
  const early = added.filter(({ participant, day }) => {
    if (view.names.participants.get(participant)?.kind !== 'organization') return false
    const members = view.record.memberships.filter(
      (one) => one.group === `members:${participant}` && holdsOn(one, day),
    )
    return !members.some((member) => hasDeposited(rows.get(member.participant), day))
  })
  if (early.length === 0) return
  throw new InputError(
    early.map(({ participant, day }) => ({
      field: 'add',
      value: `${participant}:${day}`,
      accepted: 'an organization only on or after the day on which one of its member States deposits',
    })),
  )
}
