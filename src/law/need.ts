import { ALWAYS, type DaySpan } from './day-span.ts'
import type { PlainDate } from './plain-date.ts'
import type { RuleCase } from './rule-case.ts'
import { parentsOf } from './rule-references.ts'

const EVERY_DAY: readonly DaySpan[] = [ALWAYS]
const NO_DAY: readonly DaySpan[] = []

/** The days up to `as_of` on which the participant has what the rule asks of it under the parent treaty: its consent,
 *  or being Party (UNTOC art. 37(2)). Every day where nothing is asked. */
export function needFulfilled(
  { rule, clocks, outcomeOf }: RuleCase,
  participant: string,
): readonly DaySpan[] {
  const { eligible } = rule
  if (eligible?.parent === undefined || eligible.needs === 'none') return EVERY_DAY
  const history = outcomeOf(eligible.parent).histories.get(participant)
  if (history === undefined) return NO_DAY
  const spans = eligible.needs === 'consented' ? history.consented : history.inForce
  return spans
    .filter(({ from }) => from === null || from <= clocks.asOf)
    .map(({ from, to }) => ({ from, to: to !== null && to <= clocks.asOf ? to : null }))
}

/** The day before which the treaty cannot be in force for the participant whose deposit counts as made on `deposited`:
 *  when its parents are in force for it. null while that is not known; undefined where no parent holds it back. */
export function parentFloor(
  { rule, outcomeOf }: RuleCase,
  { participant, deposited }: { readonly participant: string; readonly deposited: PlainDate },
): PlainDate | null | undefined {
  const parents = rule.later_party.parent_floor ? floorParents(rule) : []
  let latest: PlainDate | undefined
  for (const parent of parents) {
    const inForce = outcomeOf(parent).histories.get(participant)?.inForce ?? NO_DAY
    const from = inForce.find(({ to }) => to === null || to > deposited)?.from
    if (from === undefined || from === null) return null
    if (latest === undefined || from > latest) latest = from
  }
  return latest
}

function floorParents(rule: RuleCase['rule']): readonly string[] {
  const parent = rule.eligible?.parent
  return parent === undefined ? parentsOf(rule) : [parent]
}
