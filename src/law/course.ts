import type { Everyone } from './course-everyone.ts'
import { type Family, familyOf } from './course-family.ts'
import { type Leg, legBefore, legSince, legUnderParent } from './course-leg.ts'
import { organizationsIn } from './course-organizations.ts'
import { entryState, type GeneralEntry } from './entry-into-force.ts'
import type { LedgerRow, Threshold, TreatyEvaluation, Warning } from './evaluation.ts'
import { type Clocks, laterOf, type PlainDate } from './plain-date.ts'
import type { PreparedLaw } from './prepare-law.ts'

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

/** How a treaty went its way. */
export type Course = {
  /** Everyone who ever acts, in order of their codes. */
  readonly participants: readonly string[]
  /** null for clocks under which the acts have to be followed one by one. */
  readonly numbersAt: (clocks: Clocks) => CourseNumbers | null
  /** What was known before this day has to be followed act by act, and takes no more than the acts before it; null where
   *  there is no such day. */
  readonly begins: PlainDate | null
}

/** What a course is followed by. */
export type CourseInput = {
  readonly treaty: string
  readonly lastDay: PlainDate
  /** When the last of the acts became known. */
  readonly lastKnown: PlainDate
  /** Whether each became known on its day, and none is about another. */
  readonly knownOnTheirDays: boolean
}

/** What is said of the count while the threshold is not met; by the depositary nothing is stated. */
function notMet(counted: number, { needed }: Threshold): Threshold {
  const remaining = needed === null ? null : Math.max(0, needed - counted)
  return { met_on: null, reached_by: [], counted, needed, remaining, asserted: null, agrees: null }
}

type Legs = {
  readonly general: GeneralEntry
  readonly before: Leg | null
  readonly since: Leg | null
  /** First day of the second; null where there is none. */
  readonly begins: PlainDate | null
}

/** Without a parent the days before the threshold was met have a leg of their own, where no organization acts: whether
 *  that counts rests on its members, day by day. */
function legsAlone({ own, answer }: Family): Legs | null {
  const general = { trigger: answer.threshold.met_on, date: answer.entry_into_force.date }
  const { trigger } = general
  const since = trigger === null ? null : legSince(own)
  if (organizationsIn(own).length === 0) {
    return { general, before: legBefore(own, trigger), since, begins: trigger }
  }
  return since === null ? null : { general, before: null, since, begins: trigger }
}

/** Under a parent the course begins when both thresholds are met; null while one is not. */
function legsUnderParent(family: Family): Legs | null {
  const { answer, above } = family
  const own = answer.threshold.met_on
  const parent = above?.answer.threshold.met_on ?? null
  if (own === null || parent === null) return null
  const general = { trigger: own, date: answer.entry_into_force.date }
  const begins = laterOf(own, parent)
  const since = legUnderParent(family, begins)
  return since === null ? null : { general, before: null, since, begins }
}

/** Follows everyone once through all acts. null where the treaty cannot be followed as a whole. */
export function followCourse(
  law: PreparedLaw,
  { treaty, lastDay, lastKnown, knownOnTheirDays }: CourseInput,
): Course | null {
  const family = familyOf(law, treaty, { asOf: lastDay, knownAt: lastKnown })
  if (family === null) return null
  const legs = family.above === null ? legsAlone(family) : legsUnderParent(family)
  if (legs === null) return null
  const { general, before, since, begins } = legs
  const { scope, threshold, entry_into_force } = family.answer
  const entryIn = {
    not_met: { ...entry_into_force, date: null, state: 'not_met' },
    waiting_for_parent: { ...entry_into_force, state: 'waiting_for_parent' },
    fixed: { ...entry_into_force, state: 'fixed' },
    in_force: { ...entry_into_force, state: 'in_force' },
  } as const
  const takenAt = ({ asOf, knownAt }: Clocks): PlainDate | null => {
    if (knownAt >= lastKnown) return asOf
    if (!knownOnTheirDays) return null
    return asOf < knownAt ? asOf : knownAt
  }
  return {
    participants: family.own.participants.map(({ participant }) => participant),
    begins: knownOnTheirDays && before === null ? begins : null,
    numbersAt: (asked) => {
      const taken = takenAt(asked)
      if (taken === null) return null
      const isMet = begins !== null && begins <= taken
      const leg = isMet ? since : before
      if (leg === null) return null
      const numbers = leg.numbersOn(taken, asked.asOf)
      const { signatories, participants, states, parties, counted } = numbers
      return {
        scope,
        threshold: isMet ? threshold : notMet(counted, threshold),
        entry_into_force: isMet ? entryIn[entryState(general, asked.asOf)] : entryIn.not_met,
        counts: {
          signatories,
          threshold_count: counted,
          participants,
          state_participants: states,
          states_parties: parties,
        },
        changedOn: numbers.changedOn,
        changesOn: numbers.changesOn,
        ledger: () => leg.ledgerOn(taken, asked.asOf),
        warnings: () => leg.warningsOn(taken),
        everyone: () => leg.everyoneOn(taken, asked.asOf),
      }
    },
  }
}
