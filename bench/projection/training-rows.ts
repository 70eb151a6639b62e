import { DAYS_A_YEAR, describeCase, describeState } from '../../src/projection/case-features.ts'
import { knownOn } from '../../src/projection/history.ts'
import type { TreatyHistory } from './read-histories.ts'
import { normalDraw, seededRandom } from './seeded-random.ts'

/** What one question was and how it came out. */
export type TrainingRow = {
  /** Place of its treaty among the histories. */
  readonly treaty: number
  readonly described: Float64Array
  /** Days until it was met, Infinity where it was not; and days for which this is known. */
  readonly outcome: number
  readonly knownFor: number
  /** Every treaty weighs the same. */
  readonly weight: number
}

const YEARS = [0.25, 0.5, 1, 1.5, 2, 3, 4, 5, 6, 8, 10, 13, 16, 20, 25]
const AT_DEPOSITS = [
  1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 18, 20, 23, 25, 27, 30, 33, 36, 38, 40, 45, 50, 54, 58, 65, 75, 90, 105,
  120, 135, 150, 165, 180,
]
const NEEDS = [10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 70, 80]
const HIGHER_NEEDS = [90, 100, 110, 120, 130, 140, 150, 160, 170, 180, 190]
const NEXT = [1, 2, 4, 7]
const LIGHT = 0.25
const LEAST_SHARE = 0.1
const STRETCH = 0.45
/** After this many days before the end of the histories no question is asked. */
const UNASKED_DAYS = 730

type Plan = { readonly need: number; readonly weight: number }

function plansFor(deposits: number): Plan[] {
  const plans = new Map<number, number>()
  for (const ahead of NEXT) plans.set(deposits + ahead, LIGHT)
  for (const need of HIGHER_NEEDS) plans.set(need, LIGHT)
  for (const need of NEEDS) plans.set(need, deposits < 2 ? LIGHT : 1)
  return [...plans]
    .filter(([need]) => need > deposits && (deposits + 1) / need >= LEAST_SHARE)
    .map(([need, weight]) => ({ need, weight }))
}

function daysAsked({ start, deposits }: TreatyHistory, until: number): number[] {
  const anniversaries = YEARS.map((years) => Math.round(start + years * DAYS_A_YEAR))
  const reached = AT_DEPOSITS.flatMap((count) => deposits.slice(count - 1, count))
  return [...new Set([...anniversaries, ...reached])].filter((day) => day <= until - UNASKED_DAYS)
}

/** The same treaty lived faster or slower, with the end of the histories held in its place. */
function stretched(history: TreatyHistory, factor: number, until: number): TreatyHistory {
  const move = (day: number) => Math.floor(until - (until - day) * factor)
  return {
    ...history,
    start: move(history.start),
    deposits: history.deposits.map(move),
    signatures: history.signatures.map(move),
  }
}

function rowsOf(history: TreatyHistory, treaty: number, until: number): TrainingRow[] {
  const deposits = history.deposits.filter((day) => day <= until)
  return daysAsked({ ...history, deposits }, until).flatMap((asOf) => {
    const state = describeState(knownOn(history, asOf), asOf)
    if (state.deposits + state.signatures < 2) return []
    return plansFor(state.deposits).map(({ need, weight }) => ({
      treaty,
      described: Float64Array.from(describeCase(state, need)),
      outcome: (deposits[need - 1] ?? Number.POSITIVE_INFINITY) - asOf,
      knownFor: until - asOf,
      weight,
    }))
  })
}

/** What to make rows of: no day after `until` is used; `copies` of each history live faster or slower. */
export type RowPlan = { readonly until: number; readonly copies: number }

/** The questions to fit to: of each history many days and needs, and of some copies of it. */
export function trainingRows(histories: readonly TreatyHistory[], { until, copies }: RowPlan): TrainingRow[] {
  const random = seededRandom(3)
  return histories.flatMap((history, treaty) => {
    const factors = Array.from({ length: copies }, () => Math.exp(STRETCH * normalDraw(random)))
    const own = [1, ...factors].flatMap((factor) => rowsOf(stretched(history, factor, until), treaty, until))
    const total = own.reduce((sum, { weight }) => sum + weight, 0)
    return own.map((row) => ({ ...row, weight: row.weight / total }))
  })
}
