import { ALWAYS, type DaySpan } from './day-span.ts'
import type { PlainDate } from './plain-date.ts'
import type { Rule } from './rule.ts'
import type { RuleCase, TreatyOutcome } from './rule-case.ts'
import { parentsOf } from './rule-references.ts'

const EVERY_DAY: readonly DaySpan[] = [ALWAYS]
const NO_DAY: readonly DaySpan[] = []

/** The days up to `as_of` on which the participant has what the rule asks of it under the parent treaty: its consent,
 *  or being Party (UNTOC art. 37(2)). Every day where nothing is asked. */
export function needFulfilled({ rule, clocks, needed }: RuleCase, participant: string): readonly DaySpan[] {
  if (needed === null) return EVERY_DAY
  const history = needed.histories.get(participant)
  if (history === undefined) return NO_DAY
  const spans = rule.eligible?.needs === 'party' ? history.inForce : history.consented
  const past = ({ from, to }: DaySpan): boolean =>
    (from === null || from <= clocks.asOf) && (to === null || to <= clocks.asOf)
  if (spans.every(past)) return spans
  return spans
    .filter(({ from }) => from === null || from <= clocks.asOf)
    .map(({ from, to }) => ({ from, to: to !== null && to <= clocks.asOf ? to : null }))
}

/** The treaty whose consent or participation the rule asks for; null where it asks for nothing. */
export function neededParent(rule: Rule): string | null {
  const { eligible } = rule
  return eligible?.parent === undefined || eligible.needs === 'none' ? null : eligible.parent
}

/** The treaties that have to be in force for a participant before this one is: the parent that is asked for, else those
 *  that are floors; none where the rule has no floor for each participant. */
export function floorParents(rule: Rule): readonly string[] {
  if (!rule.later_party.parent_floor) return []
  const parent = rule.eligible?.parent
  return parent === undefined ? parentsOf(rule) : [parent]
}

/** The day before which the treaty cannot be in force for the participant whose deposit counts as made on `deposited`:
 *  when its parents are in force for it. null while that is not known; undefined where no parent holds it back. */
export function parentFloor(
  parents: readonly TreatyOutcome[],
  { participant, deposited }: { readonly participant: string; readonly deposited: PlainDate },
): PlainDate | null | undefined {
  let latest: PlainDate | undefined
  for (const { histories } of parents) {
    const inForce = histories.get(participant)?.inForce ?? NO_DAY
    const from = inForce.find(({ to }) => to === null || to > deposited)?.from
    if (from === undefined || from === null) return null
    if (latest === undefined || from > latest) latest = from
  }
  return latest
}
