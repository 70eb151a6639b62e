import type { ParticipantRow } from '../law/evaluation.ts'
import type { Rule } from '../law/rule.ts'
import type { Treaty } from '../record/snapshot.ts'
import type { Position } from './position.ts'

/** The article that the note of a clause names first, for example `38(2)` of "Article 38(2): the thirtieth day …". */
function articleNamed(note: string | undefined): string | null {
  const found = note === undefined ? null : /^Article (\d+(?:\(\w+\))*)/.exec(note)
  return found?.[1] ?? null
}

function ruleOf(treaty: Treaty, position: Position): Rule | undefined {
  return treaty.rules.find((rule) => rule.scope === position.evaluation.scope)
}

/** The article that fixes the day on which the treaty is in force for the participant: that of general entry into
 *  force where its instrument was deposited by the day the threshold was met, that of later parties after it. null
 *  while there is no day, and for a succession, which continues the participation of the predecessor. */
export function articleOf(treaty: Treaty, position: Position, row: ParticipantRow): string | null {
  if (row.entry_into_force === null || row.consent === 'succession') return null
  const { threshold, entry_into_force } = position.evaluation
  const later = threshold.met_on !== null && row.consent_date !== null && row.consent_date > threshold.met_on
  if (!later) return entry_into_force.article
  return articleNamed(ruleOf(treaty, position)?.later_party.note) ?? entry_into_force.article
}
