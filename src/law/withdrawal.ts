import type { GeneralEntry } from './entry-into-force.ts'
import type { KnownAct } from './known-acts.ts'
import type { OpenParticipation } from './participation.ts'
import type { PlainDate } from './plain-date.ts'
import { takeConsent } from './take-consent.ts'
import { type Walk, warn } from './walk.ts'

/** Whether a withdrawal can still take something back: before the day on which the treaty is in force for the
 *  participant. One made by the trigger always can: it counts before what its day brings. */
function comesInTime(open: OpenParticipation, general: GeneralEntry, day: PlainDate): boolean {
  const beforeTrigger = general.trigger === null || day <= general.trigger
  return beforeTrigger || open.entry === null || day < open.entry
}

/** Takes back every instrument deposited by its day, unless the treaty is in force for the participant (VCLT art. 54).
 *  A succession that has taken effect but is notified only later stays. */
export function takeWithdrawal(walk: Walk, known: KnownAct): void {
  const { open, following } = walk
  const { count, general, theCase, fates } = following
  const day = known.act.action_date
  const taken = open === null ? [] : open.instruments.filter(({ act }) => act.action_date <= day)
  if (open === null || taken.length === 0 || !comesInTime(open, general, day)) {
    warn(walk, 'WITHDRAWAL_WITHOUT_EFFECT', `withdrawal of ${day} takes nothing back`)
    return
  }
  const counted = count.counted.get(walk.participant)?.instrument
  const stillCounts = counted !== undefined && taken.includes(counted)
  for (const instrument of taken) {
    const fate = fates.get(instrument)
    if (fate !== undefined) fates.set(instrument, { ...fate, withdrawn: day })
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
  for (const later of open.instruments) if (later.act.action_date > day) takeConsent(walk, later)
}
