import { laterOf, type PlainDate } from '../law/plain-date.ts'
import { DAYS_A_YEAR } from './case-features.ts'
import { dayAfter, dayNumber } from './day-number.ts'
import { chanceWithin, daysAtChance, type TimeDistribution } from './time-distribution.ts'

/** Days by which it has happened with a chance of 5, 25, 50, 75 and 95 %; null: not within any time that can be
 *  named. */
export type ThresholdQuantiles = {
  readonly p05: PlainDate | null
  readonly p25: PlainDate | null
  readonly p50: PlainDate | null
  readonly p75: PlainDate | null
  readonly p95: PlainDate | null
}

/** The years after `as_of` for which a chance is told. */
export const WITHIN_YEARS = [0.5, 1, 2, 3, 5, 10] as const

/** The chance, 0 to 1, that it has happened within so many years of 365.25 days; it does not decrease. */
export type ChanceWithin = Readonly<Record<`${(typeof WITHIN_YEARS)[number]}y`, number>>

/** What is told of a spread. */
export type Told = { readonly threshold: ThresholdQuantiles; readonly within: ChanceWithin }

/** When something happens, by chance. */
export type Spread = {
  /** Day by which it has happened with this chance, which may lie in the days unseen; null: not within any time that can
   *  be named. */
  readonly dayAt: (chance: number) => PlainDate | null
  /** The chance that it has happened within so many days after `as_of`; it does not decrease. Of the days unseen too:
   *  minus ten is the tenth day before `as_of`. */
  readonly within: (days: number) => number
  /** Days before `as_of` of which it is not known what happened: it may have happened in them. */
  readonly unseen: number
}

const CHANCE_DECIMALS = 4

/** A distribution of the days after `from`, the last day of which it is known what happened, as it is told on `asOf`,
 *  which is not before it. */
export function spreadOf(distribution: TimeDistribution, asOf: PlainDate, from: PlainDate = asOf): Spread {
  const unseen = dayNumber(asOf) - dayNumber(from)
  return {
    dayAt: (chance) => {
      const days = daysAtChance(distribution, chance)
      return days === null ? null : dayAfter(from, days)
    },
    within: (days) => chanceWithin(distribution, unseen + days),
    unseen,
  }
}

/** The five days and the chances that are told of a spread on `asOf`. No day before it is told: by `asOf` it may have
 *  happened already, without anyone here knowing. */
export function tell({ dayAt, within }: Spread, asOf: PlainDate): Told {
  const chance = (years: number) => Number(within(years * DAYS_A_YEAR).toFixed(CHANCE_DECIMALS))
  const day = (level: number) => {
    const found = dayAt(level)
    return found === null ? null : laterOf(found, asOf)
  }
  return {
    threshold: { p05: day(0.05), p25: day(0.25), p50: day(0.5), p75: day(0.75), p95: day(0.95) },
    within: {
      '0.5y': chance(0.5),
      '1y': chance(1),
      '2y': chance(2),
      '3y': chance(3),
      '5y': chance(5),
      '10y': chance(10),
    },
  }
}
