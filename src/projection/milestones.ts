import type { PlainDate } from '../law/plain-date.ts'
import { DAYS_A_YEAR, describeState, type State } from './case-features.ts'
import { dayNumber } from './day-number.ts'
import { historyOf } from './history.ts'
import type { ProjectionModel } from './model.ts'
import {
  type CannotBeSaid,
  type Projection,
  quantileDays,
  timeToNeed,
  whyNothing,
  withinYears,
} from './project.ts'
import type { ProjectionCase } from './projection-case.ts'
import { chanceWithin, type TimeDistribution } from './time-distribution.ts'

/** What is known of a treaty, in force or not, and how many may join it; null where that is not known. */
export type MilestoneQuestion = Omit<ProjectionCase, 'id' | 'need'> & { readonly eligible: number | null }

/** How many instruments come within the next 365.25 days, by chance. */
export type DepositsInYear =
  | {
      readonly state: 'projected'
      readonly p05: number
      readonly p25: number
      readonly p50: number
      readonly p75: number
      readonly p95: number
    }
  | CannotBeSaid

export type Milestone = { readonly instruments: number; readonly projection: Projection }

export type Milestones = {
  readonly next_deposit: Milestone
  readonly deposits_in_12_months: DepositsInYear
  /** The next instrument whose number is a multiple of ten, and every later one. */
  readonly every_tenth: readonly Milestone[]
  /** The day on which everyone who may join has joined. */
  readonly universal: Milestone | CannotBeSaid
}

const TEN = 10
const NEGLIGIBLE = 0.02

type Asked = {
  readonly question: MilestoneQuestion
  readonly model: ProjectionModel
  readonly state: State
}

function distributionOf({ question, model, state }: Asked, need: number): TimeDistribution {
  return timeToNeed(model, state, { need, clockStart: question.clock_start })
}

/** No later instrument comes before an earlier one: chances never above those of the instrument before. */
function notAbove(later: TimeDistribution, earlier: TimeDistribution): TimeDistribution {
  const chances = later.chances.map((chance, place) => Math.min(chance, earlier.chances[place] ?? chance))
  return { days: later.days, chances }
}

function whyNothingFor({ question, model, state }: Asked, need: number): string | null {
  const { eligible } = question
  if (eligible !== null && need > eligible) {
    return state.deposits >= eligible
      ? `all ${eligible} that may join have joined`
      : `only ${eligible} may join`
  }
  return whyNothing(model, state, need)
}

/** Projections of several needs, ascending, all above the number of deposits. */
function milestonesAt(asked: Asked, needs: readonly number[]): Milestone[] {
  const asOf = asked.question.as_of
  let before: TimeDistribution | null = null
  return needs.map((need) => {
    const because = whyNothingFor(asked, need)
    if (because !== null) return { instruments: need, projection: { state: 'cannot_be_said', because } }
    const alone = distributionOf(asked, need)
    const distribution: TimeDistribution = before === null ? alone : notAbove(alone, before)
    before = distribution
    const threshold = quantileDays(distribution, asOf)
    return {
      instruments: need,
      projection: { state: 'projected', threshold, within: withinYears(distribution) },
    }
  })
}

function depositsInYear(asked: Asked): DepositsInYear {
  const { deposits } = asked.state
  const because = whyNothingFor(asked, deposits + 1)
  if (because !== null) return { state: 'cannot_be_said', because }
  const atLeast: number[] = []
  for (let need = deposits + 1; whyNothingFor(asked, need) === null; need++) {
    const chance = chanceWithin(distributionOf(asked, need), DAYS_A_YEAR)
    atLeast.push(Math.min(chance, atLeast.at(-1) ?? 1))
    if (chance < NEGLIGIBLE) break
  }
  const at = (level: number) => atLeast.filter((chance) => 1 - chance < level).length
  return { state: 'projected', p05: at(0.05), p25: at(0.25), p50: at(0.5), p75: at(0.75), p95: at(0.95) }
}

function universalOf(asked: Asked, milestones: readonly Milestone[]): Milestone | CannotBeSaid {
  const { eligible } = asked.question
  if (eligible === null) return { state: 'cannot_be_said', because: 'it is not known how many may join' }
  const found = milestones.find(({ instruments }) => instruments === eligible)
  return found ?? { state: 'cannot_be_said', because: `all ${eligible} that may join have joined` }
}

/** What comes next for a treaty, whether or not it is in force: the next deposit, the deposits of the next 12 months,
 *  every tenth instrument and universal participation. Where nothing honest can be said, the value says so and why. */
export function projectMilestones(question: MilestoneQuestion, model: ProjectionModel): Milestones {
  const state = describeState(historyOf(question), dayNumber(question.as_of))
  const asked: Asked = { question, model, state }
  const next = state.deposits + 1
  const last = question.eligible ?? model.most_deposits
  const tens: number[] = []
  for (let need = Math.ceil(next / TEN) * TEN; need <= last; need += TEN) tens.push(need)
  const ends = question.eligible !== null && question.eligible >= next ? [question.eligible] : []
  const needs = [...new Set([next, ...tens, ...ends])].sort((one, other) => one - other)
  const milestones = milestonesAt(asked, needs)
  const [nextDeposit] = milestones
  if (nextDeposit === undefined) throw new RangeError('no next deposit was asked for')
  return {
    next_deposit: nextDeposit,
    deposits_in_12_months: depositsInYear(asked),
    every_tenth: milestones.filter(({ instruments }) => instruments % TEN === 0),
    universal: universalOf(asked, milestones),
  }
}

/** The day of a milestone's middle chance; null where there is none. */
export function middleDay({ projection }: Milestone): PlainDate | null {
  return projection.state === 'projected' ? projection.threshold.p50 : null
}
