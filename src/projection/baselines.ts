import { DAYS_A_YEAR } from './case-features.ts'
import { dayNumber } from './day-number.ts'
import { countUpTo, historyOf } from './history.ts'
import type { ProjectionCase } from './projection-case.ts'
import type { TimeDistribution } from './time-distribution.ts'

/** The two simple methods that every projection is compared with. */
export const BASELINES = { 'recent rate': recentRate, 'whole-life rate': wholeLifeRate } as const

const SHORTEST_SPAN = 30
const RECENT_DAYS = 730
const LONGEST_DAYS = 200 * DAYS_A_YEAR
const GRID_STEPS = 400
const FEWEST_RECENT = 0.5
const PRIOR_COUNT = 0.5

const GRID = Array.from({ length: GRID_STEPS }, (_, step) => LONGEST_DAYS ** (step / (GRID_STEPS - 1)))

/** The chance of `count` or more events where `mean` are expected (Poisson). */
function poissonAtLeast(count: number, mean: number): number {
  let term = Math.exp(-mean)
  let below = 0
  for (let events = 0; events < count; events++) {
    below += term
    term *= mean / (events + 1)
  }
  return Math.max(0, 1 - below)
}

/** The chance of `count` or more events where the rate itself is uncertain (negative binomial, shape, odds). */
function negativeBinomialAtLeast(count: number, shape: number, odds: number): number {
  let term = (1 / (1 + odds)) ** shape
  let below = 0
  for (let events = 0; events < count; events++) {
    below += term
    term *= ((shape + events) / (events + 1)) * (odds / (1 + odds))
  }
  return Math.max(0, 1 - below)
}

/** Deposits go on at the rate of the last two years: time to the threshold as a Gamma distribution. */
export function recentRate(given: ProjectionCase): TimeDistribution {
  const { start, deposits } = historyOf(given)
  const asOf = dayNumber(given.as_of)
  const span = Math.max(SHORTEST_SPAN, Math.min(RECENT_DAYS, asOf - start))
  const recent = deposits.length - countUpTo(deposits, asOf - span)
  const rate = Math.max(FEWEST_RECENT, recent) / span
  const toGo = given.need - deposits.length
  return { days: GRID, chances: GRID.map((days) => poissonAtLeast(toGo, rate * days)) }
}

/** Deposits go on at the rate of the treaty's whole life, itself uncertain (Gamma-Poisson). */
export function wholeLifeRate(given: ProjectionCase): TimeDistribution {
  const { start, deposits } = historyOf(given)
  const span = Math.max(SHORTEST_SPAN, dayNumber(given.as_of) - start)
  const toGo = given.need - deposits.length
  const shape = deposits.length + PRIOR_COUNT
  return { days: GRID, chances: GRID.map((days) => negativeBinomialAtLeast(toGo, shape, days / span)) }
}
