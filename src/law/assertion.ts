import type { Action } from './act.ts'
import { type KnownAct, takesPart } from './known-acts.ts'
import type { PlainDate } from './plain-date.ts'
import type { RuleCase } from './rule-case.ts'

/** A date that the depositary stated, and whether the computed one is the same; null unless there are both. */
export type Assertion = { readonly asserted: PlainDate | null; readonly agrees: boolean | null }

/** What the depositary said last: the statement known last, of two known on one day the later date. */
export function assertion(theCase: RuleCase, action: Action, computed: PlainDate | null): Assertion {
  let last: KnownAct | null = null
  for (const known of theCase.assertions) {
    if (known.act.action !== action || known.retracted || !takesPart(known, theCase.clocks)) continue
    if (last === null || saidLater(known, last)) last = known
  }
  if (last === null) return { asserted: null, agrees: null }
  const asserted = last.act.action_date
  return { asserted, agrees: computed === null ? null : computed === asserted }
}

function saidLater(one: KnownAct, other: KnownAct): boolean {
  if (one.act.known_on !== other.act.known_on) return one.act.known_on > other.act.known_on
  return one.act.action_date > other.act.action_date
}
