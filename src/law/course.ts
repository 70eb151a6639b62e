import { type Everyone, lookUpsOf } from './course-everyone.ts'
import { type Passing, runOf, sumOfStandpoints } from './course-sums.ts'
import { entryState, type GeneralEntry } from './entry-into-force.ts'
import { NOTHING_YET, ruleCase } from './evaluate.ts'
import { evaluateRule } from './evaluate-rule.ts'
import type { TreatyEvaluation } from './evaluation.ts'
import { wayOf } from './follow-acts.ts'
import { meetThreshold } from './meet-threshold.ts'
import { partBases } from './part-basis.ts'
import { type Clocks, laterOf, type PlainDate } from './plain-date.ts'
import type { PreparedLaw } from './prepare-law.ts'
import type { RuleCase } from './rule-case.ts'

/** What the law says of a treaty on a day, who stands where, and the days around it on which something changed last
 *  and, if nothing more is done, will change next. */
export type CourseNumbers = Pick<TreatyEvaluation, 'scope' | 'threshold' | 'entry_into_force' | 'counts'> &
  Everyone & {
    readonly changedOn: PlainDate
    readonly changesOn: PlainDate | null
  }

/** How a treaty went on once its threshold was met. */
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

/** Follows everyone once through all acts known by `lastKnown`, which is when the last of them became known. null where
 *  the treaty does not go its way alone, or its threshold is not met. */
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
  const { answer } = evaluateRule(theCase)
  const trigger = answer.threshold.met_on
  if (trigger === null) return null
  const general: GeneralEntry = { trigger, date: answer.entry_into_force.date }
  const { count } = meetThreshold({ theCase, bases: partBases(theCase), declared: new Map() })
  const following = { theCase, general, count, fates: new Map(), warnings: [] }
  const ways = theCase.participants.map((one) => wayOf(following, one))
  const always: Passing[] =
    general.date === null
      ? []
      : [{ on: general.date, from: trigger, until: null, participants: 0, parties: 0 }]
  const run = runOf(
    sumOfStandpoints(
      ways.map(({ standpoints }) => standpoints),
      [trigger, ...(general.date === null ? [] : [general.date])],
    ),
    always,
  )
  const everyoneOn = lookUpsOf(ways)
  const { scope, threshold, entry_into_force } = answer
  const takenAt = ({ asOf, knownAt }: Clocks): PlainDate | null => {
    if (knownAt >= lastKnown) return asOf
    if (!isPlain) return null
    return asOf < knownAt ? asOf : knownAt
  }
  return {
    participants: ways.map(({ participant }) => participant),
    numbersAt: (asked) => {
      const taken = takenAt(asked)
      if (taken === null || taken < trigger) return null
      const { signatories, participants, parties, changedOn, changesOn } = run(taken, asked.asOf)
      return {
        scope,
        threshold,
        entry_into_force: { ...entry_into_force, state: entryState(general, asked.asOf) },
        counts: {
          signatories,
          threshold_count: threshold.counted,
          participants,
          state_participants: participants,
          states_parties: parties,
        },
        changedOn: laterOf(changedOn, trigger),
        changesOn,
        ...everyoneOn(taken, asked.asOf),
      }
    },
  }
}
