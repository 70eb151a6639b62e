import { addDays, daysBetween, type PlainDate } from '../law/plain-date.ts'
import { DAYS_A_YEAR } from './case-features.ts'
import type { KeptProjection } from './kept-projection.ts'

/** A projection with what came of it. */
export type Settled = {
  readonly projection: Pick<
    KeptProjection,
    'as_of' | 'p05' | 'p25' | 'p50' | 'p75' | 'p95' | 'within_1y' | 'within_3y' | 'within_5y'
  >
  /** Day on which it happened; null where it had not by `until`. */
  readonly outcome: PlainDate | null
  /** The last day of which it is known what happened. */
  readonly until: PlainDate
}

/** How often projections held. Shares are 0 to 1; null where there is nothing to measure yet. */
export type KeptScore = {
  readonly projections: number
  /** Those whose milestone has been reached. */
  readonly reached: number
  /** Share inside the 90 % band. One not reached counts as inside until the band has ended. */
  readonly in_90: number | null
  readonly in_50: number | null
  /** The same two of those that were reached. */
  readonly reached_in_90: number | null
  readonly reached_in_50: number | null
  /** Days between the day of even chance and the real one, where it was reached. */
  readonly median_error_days: number | null
  /** Mean squared error of the chances within 1, 3 and 5 years, where it is known whether it happened. */
  readonly brier: number | null
}

const DECIMALS = 4

function mean(numbers: readonly number[]): number | null {
  if (numbers.length === 0) return null
  return Number((numbers.reduce((sum, one) => sum + one, 0) / numbers.length).toFixed(DECIMALS))
}

function inside({ outcome, until }: Settled, low: PlainDate | null, high: PlainDate | null): number {
  if (outcome === null) return high === null || high >= until ? 1 : 0
  return low !== null && low <= outcome && (high === null || outcome <= high) ? 1 : 0
}

function squaredErrors({ projection, outcome, until }: Settled): number[] {
  const chances = [
    [1, projection.within_1y],
    [3, projection.within_3y],
    [5, projection.within_5y],
  ] as const
  return chances.flatMap(([years, chance]) => {
    const end = addDays(projection.as_of, Math.floor(years * DAYS_A_YEAR))
    const happened = outcome !== null && outcome <= end
    return happened || end <= until ? [(chance - (happened ? 1 : 0)) ** 2] : []
  })
}

function median(numbers: readonly number[]): number | null {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? null
}

/** Scores projections that were kept. Each counts the same; those of neighbouring days say nearly the same. */
export function scoreKept(settled: readonly Settled[]): KeptScore {
  const band90 = (one: Settled) => inside(one, one.projection.p05, one.projection.p95)
  const band50 = (one: Settled) => inside(one, one.projection.p25, one.projection.p75)
  const reached = settled.filter(({ outcome }) => outcome !== null)
  const errors = reached.flatMap(({ projection: { p50 }, outcome }) =>
    p50 === null || outcome === null ? [] : [Math.abs(daysBetween(p50, outcome))],
  )
  return {
    projections: settled.length,
    reached: reached.length,
    in_90: mean(settled.map(band90)),
    in_50: mean(settled.map(band50)),
    reached_in_90: mean(reached.map(band90)),
    reached_in_50: mean(reached.map(band50)),
    median_error_days: median(errors),
    brier: mean(settled.flatMap(squaredErrors)),
  }
}
