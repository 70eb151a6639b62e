import { CONSENTS } from '../law/act.ts'
import type { ParticipantRow } from '../law/evaluation.ts'
import type { PlainDate } from '../law/plain-date.ts'
import type { Rule } from '../law/rule.ts'
import type { EventAction } from '../record/event.ts'
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

const consents: ReadonlySet<EventAction> = new Set(CONSENTS)

/** The article by which an act does what it does: of a consent as `articleOf` has it, of a denunciation that on its notice.
 *  null for acts that the rules name no article of, as for a succession. */
export function articleOfAct(
  treaty: Treaty,
  position: Position,
  { action, action_date }: { readonly action: EventAction; readonly action_date: PlainDate | null },
): string | null {
  const rule = ruleOf(treaty, position)
  if (action === 'denunciation') return articleNamed(rule?.denunciation.note)
  if (!consents.has(action) || action === 'succession') return null
  const { threshold, entry_into_force } = position.evaluation
  const later = threshold.met_on !== null && action_date !== null && action_date > threshold.met_on
  return later ? articleNamed(rule?.later_party.note) : entry_into_force.article
}
