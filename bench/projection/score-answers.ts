import { DAYS_A_YEAR } from '../../src/projection/case-features.ts'
import { WITHIN_YEARS } from '../../src/projection/spread.ts'
import { chanceWithin, daysAtChance, type TimeDistribution } from '../../src/projection/time-distribution.ts'
import type { ScoredCase } from './scored-cases.ts'

/** How good a method's answers were; every treaty weighs the same, but in the median error, where every case does. */
export type Scores = {
  readonly brier: number
  readonly pinball: number
  readonly in90: number
  readonly in50: number
  /** The same two for cases that were met, where nothing is left open. */
  readonly met90: number
  readonly met50: number
  readonly medianErrorDays: number
}

const LEVELS = [0.05, 0.25, 0.5, 0.75, 0.95] as const
const LONGEST = 200 * DAYS_A_YEAR
const TEN_YEARS = 10 * DAYS_A_YEAR
const FARTHEST_MIDDLE = 50 * DAYS_A_YEAR

type Quantiles = readonly [number, number, number, number, number]
type Row = Pick<Scores, 'brier' | 'pinball' | 'in90' | 'in50'> & {
  readonly met: boolean
  readonly error: number | null
}

function quantilesOf(distribution: TimeDistribution): Quantiles {
  const at = (level: number) => {
    const days = daysAtChance(distribution, level)
    return days === null ? Number.POSITIVE_INFINITY : Math.round(days)
  }
  return [at(LEVELS[0]), at(LEVELS[1]), at(LEVELS[2]), at(LEVELS[3]), at(LEVELS[4])]
}

const mean = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length

function brierOf({ outcome, knownFor }: ScoredCase, distribution: TimeDistribution): number {
  const parts = WITHIN_YEARS.flatMap((years) => {
    const limit = years * DAYS_A_YEAR
    const reached = outcome !== null && outcome <= limit
    if (!reached && knownFor < limit) return []
    return [(chanceWithin(distribution, limit) - (reached ? 1 : 0)) ** 2]
  })
  return parts.length === 0 ? 0 : mean(parts)
}

function pinballOf(outcome: number | null, seen: number, quantiles: Quantiles): number {
  const time = Math.log1p(seen)
  return mean(
    LEVELS.map((level, place) => {
      const told = Math.log1p(Math.min(quantiles[place] ?? LONGEST, LONGEST))
      if (time >= told) return level * (time - told)
      return outcome === null ? 0 : (1 - level) * (told - time)
    }),
  )
}

function rowOf(one: ScoredCase, distribution: TimeDistribution): Row {
  const quantiles = quantilesOf(distribution)
  const [p05, p25, p50, p75, p95] = quantiles
  const { outcome } = one
  const seen = outcome ?? one.knownFor
  const inside = (low: number, high: number) => !(seen > high) && !(outcome !== null && seen < low)
  return {
    brier: brierOf(one, distribution),
    pinball: pinballOf(outcome, seen, quantiles),
    in90: inside(p05, p95) ? 1 : 0,
    in50: inside(p25, p75) ? 1 : 0,
    met: outcome !== null,
    error:
      outcome !== null && outcome <= TEN_YEARS ? Math.abs(Math.min(p50, FARTHEST_MIDDLE) - outcome) : null,
  }
}

/** Scores a method, given as a function from a case to its distribution. */
export function scoreAnswers(
  cases: readonly ScoredCase[],
  answer: (one: ScoredCase) => TimeDistribution,
): Scores {
  const rows = cases.map((one) => ({ treaty: one.treaty, ...rowOf(one, answer(one)) }))
  const treaties = [...Map.groupBy(rows, ({ treaty }) => treaty).values()]
  const balanced = (value: (row: Row) => number) => mean(treaties.map((own) => mean(own.map(value))))
  const met = rows.filter((row) => row.met)
  const errors = rows
    .flatMap(({ error }) => (error === null ? [] : [error]))
    .sort((one, other) => one - other)
  return {
    brier: balanced(({ brier }) => brier),
    pinball: balanced(({ pinball }) => pinball),
    in90: balanced(({ in90 }) => in90),
    in50: balanced(({ in50 }) => in50),
    met90: mean(met.map(({ in90 }) => in90)),
    met50: mean(met.map(({ in50 }) => in50)),
    medianErrorDays: errors[Math.floor(errors.length / 2)] ?? Number.NaN,
  }
}
