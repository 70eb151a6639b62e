import type { GeneralEntry } from './entry-into-force.ts'
import type { KnownAct } from './known-acts.ts'
import type { OpenParticipation } from './participation.ts'
import { type Walk, warn } from './walk.ts'

/** Whether a withdrawal still takes the consent back: something was deposited by its day, and it comes before the day on which the treaty is in force for the
 *  participant. One made by the trigger always does: it counts before what its day brings. */
function canBeTakenBack(open: OpenParticipation, general: GeneralEntry, withdrawal: KnownAct): boolean {
  const { day } = withdrawal
  if (!open.instruments.some(({ act }) => act.action_date <= day)) return false
  const beforeTrigger = general.trigger === null || day <= general.trigger
  return beforeTrigger || open.entry === null || day < open.entry
}

/** Takes back every instrument that stands, unless the treaty is in force for the participant (VCLT art. 54). */
export function takeWithdrawal(walk: Walk, known: KnownAct): void {
  const { open, following } = walk
  const { count, general, theCase, fates } = following
  const day = known.act.action_date
  if (open === null || !canBeTakenBack(open, general, known)) {
    warn(walk, 'WITHDRAWAL_WITHOUT_EFFECT', `withdrawal of ${day} takes nothing back`)
    return
  }
  const counted = count.counted.get(walk.participant)?.instrument
  const stillCounts = counted !== undefined && open.instruments.includes(counted)
  for (const instrument of open.instruments) {
    const fate = fates.get(instrument)
    if (fate !== undefined) fates.set(instrument, { ...fate, withdrawn: true })
  }
  if (stillCounts && theCase.rule.trigger_after_withdrawal === 'latched') {
    warn(
      walk,
      'LEGAL_REVIEW',
      `instrument withdrawn on ${day}, after the threshold was met on ${general.trigger}`,
    )
  }
  walk.consented = [...walk.consented, { from: open.consent.day, to: day }]
  walk.open = null
}
