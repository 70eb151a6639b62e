import type { GeneralEntry } from './entry-into-force.ts'
import { parentFloor } from './need.ts'
import { periodAfter } from './period.ts'
import { laterOf, type PlainDate } from './plain-date.ts'
import type { RuleCase } from './rule-case.ts'

/** A consent whose deposit counts as made on one day. */
export type Deposit = {
  readonly participant: string
  /** The day of deposit, or the day on which what it waited for was fulfilled; a succession's day of effect. */
  readonly deposited: PlainDate
  readonly succession: boolean
}

/** For a deposit after the trigger (UNTOC art. 38(2)): the later period from it. In force for one before it is in force
 *  at all would contradict the treaty (VCLT art. 24), so the general day is a floor unless the rule says otherwise; it
 *  is also the day of a deposit in the gap, where the clause speaks only of deposits after entry into force. */
function laterEntry({ rule }: RuleCase, general: GeneralEntry, deposited: PlainDate): PlainDate | null {
  const { applies, period, floor } = rule.later_party
  const inGap = general.date === null || deposited < general.date
  if (applies === 'deposited_after_general_eif' && inGap) return general.date
  const own = periodAfter(deposited, period)
  if (floor === 'none') return own
  return general.date === null ? null : laterOf(own, general.date)
}

function ownEntry(theCase: RuleCase, general: GeneralEntry, deposit: Deposit): PlainDate | null {
  const { trigger, date } = general
  if (trigger === null) return null
  if (deposit.succession) return date === null ? null : laterOf(deposit.deposited, date)
  if (deposit.deposited <= trigger) return date
  return laterEntry(theCase, general, deposit.deposited)
}

/** Day on which the treaty enters into force for one participant: the general day for everyone who had deposited by
 *  the trigger, the later-party rule for the others, for a succession its day of effect; not before its parents are in
 *  force for that participant. null while the day is not known. */
export function participantEntry(
  theCase: RuleCase,
  general: GeneralEntry,
  deposit: Deposit,
): PlainDate | null {
  const own = ownEntry(theCase, general, deposit)
  if (own === null) return null
  const floor = parentFloor(theCase.floorParents, deposit)
  if (floor === undefined) return own
  return floor === null ? null : laterOf(own, floor)
}
