import { DAYS_A_YEAR, describeState, STATE_FEATURES } from '../../src/projection/case-features.ts'
import { dayNumber } from '../../src/projection/day-number.ts'
import { historyOf, knownOn } from '../../src/projection/history.ts'
import { numberAt } from '../../src/projection/network.ts'
import type { TimeDistribution } from '../../src/projection/time-distribution.ts'
import { kaplanMeier, type WeighedTime } from './kaplan-meier.ts'
import type { TreatyHistory } from './read-histories.ts'
import type { ScoredCase } from './scored-cases.ts'

// Methods that lost; they stay so that their scores can be made again.

const STEPS = 300
const GRID = Array.from({ length: STEPS }, (_, step) => (60 * DAYS_A_YEAR) ** (step / (STEPS - 1)))

type Others = {
  readonly histories: readonly TreatyHistory[]
  readonly part: readonly number[]
  readonly until: number
}

/** How long others took from the same number of deposits, relative to the time they had needed to get there. */
export function sameNumber({ histories, part, until }: Others): (one: ScoredCase) => TimeDistribution {
  return ({ treaty, asOf, given: { need, deposits } }) => {
    const own = histories[treaty]
    if (own === undefined) throw new RangeError(`no history ${treaty}`)
    const elapsed = Math.max(30, asOf - own.start)
    const times = histories.flatMap((other, place): WeighedTime[] => {
      const at = other.deposits[deposits.length - 1]
      if (part[place] === part[treaty] || at === undefined || at > until) return []
      const took = Math.max(30, at - other.start)
      const met = other.deposits[need - 1]
      const done = met !== undefined && met <= until
      const weight = Math.exp(-(Math.log(took / elapsed) ** 2) / 0.5)
      const days = Math.max(1, (done ? met : until) - at) * (elapsed / took) ** 0.8
      return weight > 0.01 ? [{ days, met: done, weight }] : []
    })
    return kaplanMeier(times, GRID)
  }
}

/** What makes two states near each other, with how far apart still counts as near (fitted on parts left out). */
const NEARNESS: readonly (readonly [(numbers: (name: string) => number) => number, number])[] = [
  [(number) => number('deposits'), 1.83],
  [(number) => number('pace whole life'), 1.05],
  [(number) => number('fading pace 0.5 y') - number('fading pace 1.5 y'), 0.39],
  [(number) => number('fading pace 1.5 y'), 2.25],
  [(number) => number('fading pace 5 y') - number('fading pace 1.5 y'), 0.6],
  [(number) => number('signatures to deposits'), 0.35],
  [(number) => number('young signatures 2 y') - number('deposits'), 0.8],
  [(number) => number('days since deposit -1'), 1.5],
  [(number) => number('year'), 0.8],
  [(number) => number('half of deposits'), 0.5],
  [(number) => number('pace 4 y') - number('fading pace 1.5 y'), 0.9],
]
const SHARE_OF_SHARE = 0.25
const PACE = STATE_FEATURES.indexOf('fading pace 1.5 y')

function placeOf(numbers: readonly number[]): number[] {
  const number = (name: string) => numberAt(numbers, STATE_FEATURES.indexOf(name))
  return NEARNESS.map(([value, width]) => value(number) / width)
}

type Seen = {
  readonly treaty: number
  readonly asOf: number
  readonly count: number
  readonly at: number[]
  readonly pace: number
}

function statesSeen({ histories, until }: Others): Seen[] {
  return histories.flatMap((history, treaty) => {
    const days = [
      ...new Set([
        ...history.deposits.slice(1, 120),
        ...[1, 2, 3, 4, 6, 8, 12, 16, 20].map((years) => Math.round(history.start + years * DAYS_A_YEAR)),
      ]),
    ]
    return days.flatMap((asOf) => {
      const known = knownOn(history, asOf)
      if (asOf > until - 730 || known.deposits.length < 2) return []
      const { numbers } = describeState(known, asOf)
      return [
        { treaty, asOf, count: known.deposits.length, at: placeOf(numbers), pace: numberAt(numbers, PACE) },
      ]
    })
  })
}

/** The nearest states of other treaties, and how long they took for as much again, at their pace. */
export function nearestStates(others: Others): (one: ScoredCase) => TimeDistribution {
  const seen = statesSeen(others)
  return ({ treaty, asOf, given }) => {
    const { numbers, deposits } = describeState(historyOf(given), dayNumber(given.as_of))
    const at = placeOf(numbers)
    const pace = numberAt(numbers, PACE)
    const times = seen.flatMap((other): WeighedTime[] => {
      if (others.part[other.treaty] === others.part[treaty] || Number.isNaN(asOf)) return []
      const apart = other.at.reduce((sum, value, place) => sum + (value - numberAt(at, place)) ** 2, 0)
      const weight = Math.exp(-apart / 2)
      if (weight < 1e-4) return []
      const like = other.count * (given.need / deposits) * SHARE_OF_SHARE
      const need = Math.ceil(like + (other.count + given.need - deposits) * (1 - SHARE_OF_SHARE) - 1e-9)
      const met = others.histories[other.treaty]?.deposits[need - 1]
      const done = met !== undefined && met <= others.until
      const days = Math.max(1, (done ? met : others.until) - other.asOf) * Math.exp(0.8 * (other.pace - pace))
      return [{ days, met: done, weight }]
    })
    return kaplanMeier(times, GRID)
  }
}
