import type { Everyone } from './course-everyone.ts'
import { legBefore, legSince } from './course-leg.ts'
import { entryState } from './entry-into-force.ts'
import { NOTHING_YET, ruleCase } from './evaluate.ts'
import { evaluateRule } from './evaluate-rule.ts'
import type { LedgerRow, Threshold, TreatyEvaluation, Warning } from './evaluation.ts'
import { meetThreshold } from './meet-threshold.ts'
import { partBases } from './part-basis.ts'
import type { Clocks, PlainDate } from './plain-date.ts'
import type { PreparedLaw } from './prepare-law.ts'
import type { RuleCase } from './rule-case.ts'

/** What the law says of a treaty on a day, and the days around it on which something changed last and, if nothing more
 *  is done, will change next; and what is worked out when it is asked for. */
export type CourseNumbers = Pick<TreatyEvaluation, 'scope' | 'threshold' | 'entry_into_force' | 'counts'> & {
  /** null while nothing was done. */
  readonly changedOn: PlainDate | null
  readonly changesOn: PlainDate | null
  readonly ledger: () => readonly LedgerRow[]
  readonly warnings: () => readonly Warning[]
  readonly everyone: () => Everyone
}

/** How a treaty went its way, before its threshold was met and since. */
export type Course = {
  /** Everyone who ever acts, in order of their codes. */
  readonly participants: readonly string[]
  /** null for clocks under which the acts have to be followed one by one. */
  readonly numbersAt: (clocks: Clocks) => CourseNumbers | null
}

/** Whether the treaty goes its way alone: by one rule and one plain count that stays met, with no organization, and
 *  with acts of one day each of which the depositary stated nothing. */
function goesAlone({ rules }: PreparedLaw, { rule, organizations, known, participants }: RuleCase): boolean {
  return (
    rules.length === 1 &&
    rule.condition.op === 'count' &&
    rule.condition.group === undefined &&
    rule.trigger_after_withdrawal === 'latched' &&
    rule.eligible?.parent === undefined &&
    rule.floors.every(({ parent }) => parent === undefined) &&
    known.assertions.length === 0 &&
    participants.every(({ participant }) => !organizations.spans.has(participant)) &&
    known.acts.every(
      ({ act, day }) =>
        day === act.action_date && (act.effect_date === null || act.action === 'denunciation'),
    )
  )
}

/** What is said of the count while the threshold is not met; by the depositary nothing is stated. */
function notMet(counted: number, { needed }: Threshold): Threshold {
  const remaining = needed === null ? null : Math.max(0, needed - counted)
  return { met_on: null, reached_by: [], counted, needed, remaining, asserted: null, agrees: null }
}

/** Follows everyone once through all acts known by `lastKnown`, which is when the last of them became known. null where
 *  the treaty does not go its way alone. */
export function followCourse(
  law: PreparedLaw,
  {
    lastDay,
    lastKnown,
    isPlain,
  }: { readonly lastDay: PlainDate; readonly lastKnown: PlainDate; readonly isPlain: boolean },
): Course | null {
  const [prepared] = law.inOrder
  if (prepared === undefined) return null
  const clocks = { asOf: lastDay, knownAt: lastKnown }
  const theCase = ruleCase(law, prepared, { clocks, outcomeOf: () => NOTHING_YET, endings: new Map() })
  if (!goesAlone(law, theCase)) return null
  const { scope, threshold, entry_into_force } = evaluateRule(theCase).answer
  const { count, general } = meetThreshold({ theCase, bases: partBases(theCase), declared: new Map() })
  const { trigger } = general
  const before = legBefore(theCase, trigger)
  const since = trigger === null ? null : legSince(theCase, count, general)
  const entryIn = {
    not_met: { ...entry_into_force, date: null, state: 'not_met' },
    waiting_for_parent: { ...entry_into_force, state: 'waiting_for_parent' },
    fixed: { ...entry_into_force, state: 'fixed' },
    in_force: { ...entry_into_force, state: 'in_force' },
  } as const
  const takenAt = ({ asOf, knownAt }: Clocks): PlainDate | null => {
    if (knownAt >= lastKnown) return asOf
    if (!isPlain) return null
    return asOf < knownAt ? asOf : knownAt
  }
  return {
    participants: theCase.participants.map(({ participant }) => participant),
    numbersAt: (asked) => {
      const taken = takenAt(asked)
      if (taken === null) return null
      const isMet = trigger !== null && trigger <= taken
      const leg = isMet && since !== null ? since : before
      const numbers = leg.numbersOn(taken, asked.asOf)
      const { signatories, participants, parties, counted } = numbers
      return {
        scope,
        threshold: isMet ? threshold : notMet(counted, threshold),
        entry_into_force: isMet ? entryIn[entryState(general, asked.asOf)] : entryIn.not_met,
        counts: {
          signatories,
          threshold_count: counted,
          participants,
          state_participants: participants,
          states_parties: parties,
        },
        changedOn: numbers.changedOn,
        changesOn: numbers.changesOn,
        ledger: () => leg.ledgerOn(taken),
        warnings: () => leg.warningsOn(taken),
        everyone: () => leg.everyoneOn(taken, asked.asOf),
      }
    },
  }
}
