import type { PlainDate } from '../law/plain-date.ts'
import { DAYS_A_YEAR } from './case-features.ts'
import { dayAfter } from './day-number.ts'
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
  /** Day by which it has happened with this chance; null: not within any time that can be named. */
  readonly dayAt: (chance: number) => PlainDate | null
  /** The chance that it has happened within so many days after `as_of`; it does not decrease. */
  readonly within: (days: number) => number
}

const CHANCE_DECIMALS = 4

/** A distribution as days after `asOf`. */
export function spreadOf(distribution: TimeDistribution, asOf: PlainDate): Spread {
  return {
    dayAt: (chance) => {
      const days = daysAtChance(distribution, chance)
      return days === null ? null : dayAfter(asOf, days)
    },
    within: (days) => chanceWithin(distribution, days),
  }
}

/** The five days and the chances that are told of a spread. */
export function tell({ dayAt, within }: Spread): Told {
  const chance = (years: number) => Number(within(years * DAYS_A_YEAR).toFixed(CHANCE_DECIMALS))
  return {
    threshold: {
      p05: dayAt(0.05),
      p25: dayAt(0.25),
      p50: dayAt(0.5),
      p75: dayAt(0.75),
      p95: dayAt(0.95),
    },
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
