import { addDays, type PlainDate, plainDate } from '../../src/law/plain-date.ts'
import { DAYS_A_YEAR } from '../../src/projection/case-features.ts'
import { dayNumber } from '../../src/projection/day-number.ts'
import { countUpTo, knownOn } from '../../src/projection/history.ts'
import type { ProjectionCase } from '../../src/projection/projection-case.ts'
import { KNOWN_UNTIL, type TreatyHistory } from './read-histories.ts'

/** A question whose outcome is known, or known not to have come by the end of the histories. */
export type ScoredCase = {
  /** Place of its treaty among the histories. */
  readonly treaty: number
  readonly asOf: number
  readonly given: ProjectionCase
  /** Days after `as_of`; null where it was not met. */
  readonly outcome: number | null
  readonly knownFor: number
}

const NEEDS = [20, 40, 60]
const SHARES = [0.25, 0.5, 0.75, 0.9]
const ANNIVERSARIES = [1, 2, 4, 8, 16]
const FEWEST_DEPOSITS = 2
const UNTIL = dayNumber(KNOWN_UNTIL)
const LAST_AS_OF = dayNumber(plainDate('2012-07-01'))
const EPOCH = plainDate('1970-01-01')

/** The calendar day of a day number. */
export const dayOf = (day: number): PlainDate => addDays(EPOCH, day)

function daysAsked({ start, deposits }: TreatyHistory, need: number): number[] {
  const reached = SHARES.flatMap((share) => {
    const count = Math.max(FEWEST_DEPOSITS, Math.ceil(share * need))
    return deposits.slice(count - 1, count)
  })
  const anniversaries = ANNIVERSARIES.map((years) => Math.round(start + years * DAYS_A_YEAR))
  return [...new Set([...reached, ...anniversaries])].sort((one, other) => one - other)
}

/** The case of a history at the end of a day. */
export function caseAt(history: TreatyHistory, need: number, asOf: number): ProjectionCase {
  const known = knownOn(history, asOf)
  const day = dayOf(asOf)
  return {
    id: `${history.treaty}/${need}/${day}`,
    clock_start: dayOf(history.start),
    need,
    as_of: day,
    deposits: known.deposits.map(dayOf),
    signatures: known.signatures.map(dayOf),
  }
}

/** For 20, 40 and 60 instruments: the days on which shares of it were met and the anniversaries of the clock. */
export function scoredCases(histories: readonly TreatyHistory[]): ScoredCase[] {
  return histories.flatMap((history, treaty) =>
    NEEDS.flatMap((need) => {
      const met = history.deposits[need - 1]
      const metOn = met !== undefined && met <= UNTIL ? met : Number.POSITIVE_INFINITY
      return daysAsked(history, need)
        .filter((asOf) => {
          const known = countUpTo(history.deposits, asOf)
          return asOf <= LAST_AS_OF && asOf < metOn && known >= FEWEST_DEPOSITS && known < need
        })
        .map((asOf) => ({
          treaty,
          asOf,
          given: caseAt(history, need, asOf),
          outcome: Number.isFinite(metOn) ? metOn - asOf : null,
          knownFor: UNTIL - asOf,
        }))
    }),
  )
}
