import type { InputProblem } from '../law/input-error.ts'
import type { Organization } from '../record/engine-groups.ts'
import { type Candidate, problemAt } from './candidate.ts'

/** Formal confirmation is what stands for ratification where an organization consents (VCLT 1986 art. 2(1)(b bis)); that
 *  its members will not join can be declared by an organization only. */
const OF_ORGANIZATIONS: ReadonlySet<string> = new Set(['formal_confirmation', 'declared_sole'])

/** What is wrong where a State is said to have done what only an organization can do. */
export function organizationProblems(row: Candidate, organizations: readonly Organization[]): InputProblem[] {
  const { action, participant } = row.value
  if (!OF_ORGANIZATIONS.has(action) || organizations.some(({ code }) => code === participant)) return []
  const accepted = `an act that a State can do: only an organization can do ${action}`
  return [problemAt(row, 'action', action, accepted)]
}
