import { periodAfter } from './period.ts'
import type { PlainDate } from './plain-date.ts'
import type { Rule } from './rule.ts'

/** General entry into force of a treaty. */
export type GeneralEntry = {
  /** Day on which the threshold was met; null until then. */
  readonly trigger: PlainDate | null
  /** Day on which the treaty enters into force; null while it is not known. */
  readonly date: PlainDate | null
}

/** A rule, and when the treaties that are its floors enter into force. */
export type EntryCase = {
  readonly rule: Pick<Rule, 'period' | 'floors'>
  readonly outcomeOf: (treaty: string) => { readonly entryIntoForce: PlainDate | null }
}

/** Day of general entry into force: the rule's period after the day on which the threshold was met (UNTOC art. 38(1)),
 *  never before a floor. null while the threshold is not met, and while the day of a parent that is a floor is not
 *  known. */
export function generalEntry({ rule, outcomeOf }: EntryCase, trigger: PlainDate | null): GeneralEntry {
  if (trigger === null) return { trigger, date: null }
  let date = periodAfter(trigger, rule.period)
  for (const floor of rule.floors) {
    if (floor.parent !== undefined) {
      const parent = outcomeOf(floor.parent).entryIntoForce
      if (parent === null) return { trigger, date: null }
      if (parent > date) date = parent
    }
    if (floor.date !== undefined && floor.date > date) date = floor.date
  }
  return { trigger, date }
}

/** Whether the treaty is in force, will be on a known day, or what it waits for. */
export function entryState(
  { trigger, date }: GeneralEntry,
  asOf: PlainDate,
): 'not_met' | 'fixed' | 'in_force' | 'waiting_for_parent' {
  if (trigger === null) return 'not_met'
  if (date === null) return 'waiting_for_parent'
  return date > asOf ? 'fixed' : 'in_force'
}
