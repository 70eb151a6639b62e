import type { InputProblem } from '../law/input-error.ts'
import { periodAfter } from '../law/period.ts'
import type { Treaty } from '../record/snapshot.ts'
import { type Candidate, type Notice, problemAt } from './candidate.ts'

/** Every other act has its effect from the day of the act, by the final clauses (VCLT art. 16). */
const WITH_OWN_EFFECT: ReadonlySet<string> = new Set(['succession', 'denunciation'])

/** What is wrong with the day of effect that an act carries. A succession may be older than its notification, a
 *  denunciation cannot: its period runs from receipt (VCLT art. 78). */
export function effectProblems(row: Candidate): InputProblem[] {
  const { action, action_date, effect_date } = row.value
  if (effect_date === null) return []
  if (!WITH_OWN_EFFECT.has(action)) {
    const accepted = `nothing for ${action}: only a succession and a denunciation carry a day of effect of their own`
    return [problemAt(row, 'effect_date', effect_date, accepted)]
  }
  if (action !== 'denunciation' || action_date === null || effect_date >= action_date) return []
  const accepted = `a day not before ${action_date}, on which the denunciation was received`
  return [problemAt(row, 'effect_date', effect_date, accepted)]
}

/** A denunciation that carries an earlier day of effect than the treaty gives it is taken, for a lawyer to look at. */
export function noticePeriodNotices(row: Candidate, treaty: Treaty): Notice[] {
  const { action, action_date, effect_date, participant } = row.value
  const rule = treaty.rules[0]
  if (action !== 'denunciation' || action_date === null || effect_date === null || rule === undefined)
    return []
  const due = periodAfter(action_date, rule.denunciation)
  if (effect_date >= due) return []
  const message = `${participant} under ${treaty.number}: its denunciation carries ${effect_date} as day of effect, before ${due}, which the treaty gives`
  return [{ place: row.place, message }]
}
