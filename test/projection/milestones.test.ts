import { describe, expect, it } from 'vitest'
import { addDays, plainDate } from '../../src/law/plain-date.ts'
import { describeState, NEED_FEATURES, STATE_FEATURES } from '../../src/projection/case-features.ts'
import { dayNumber } from '../../src/projection/day-number.ts'
import { historyOf } from '../../src/projection/history.ts'
import { climb } from '../../src/projection/ladder.ts'
import { type Milestone, projectMilestones } from '../../src/projection/milestones.ts'
import stored from '../../src/projection/model.json' with { type: 'json' }
import { encodeWeights, readModel } from '../../src/projection/model.ts'
import { shippedModel } from '../../src/projection/shipped-model.ts'
import { spreadOf, tell } from '../../src/projection/spread.ts'

const MODEL = shippedModel()
const START = plainDate('1999-05-05')
const evenly = (count: number, every: number) =>
  Array.from({ length: count }, (_, place) => addDays(START, place * every))
const QUESTION = {
  clock_start: START,
  as_of: addDays(START, 100 * 60),
  deposits: evenly(100, 60),
  signatures: evenly(80, 5),
  count: 100,
  outside: 90,
}
const middleDay = ({ projection }: Milestone) =>
  projection.state === 'projected' ? projection.threshold.p50 : null

describe('what comes next', () => {
  const milestones = projectMilestones(QUESTION, MODEL)

  it('after 100 instruments the next is the 101st, and the tenth ones begin with 110', () => {
    expect(milestones.next_deposit.instruments).toBe(101)
    expect(milestones.every_tenth.map(({ instruments }) => instruments)).toEqual([
      110, 120, 130, 140, 150, 160, 170, 180, 190,
    ])
  })

  it('a later instrument never comes before an earlier one', () => {
    const days = [milestones.next_deposit, ...milestones.every_tenth].map((one) => middleDay(one) ?? '9999')
    expect(days.toSorted()).toEqual(days)
  })

  it.each(['everyone', 'group'] as const)('and of %s each later one has its own, later days', (among) => {
    for (const every of [20, 60, 200]) {
      const start = addDays(START, 0)
      const deposits = evenly(30, every)
      const asOf = addDays(start, 30 * every)
      const state = describeState(
        historyOf({ clock_start: start, deposits, signatures: evenly(40, 5) }),
        dayNumber(asOf),
      )
      const ladder = climb(MODEL, { state, clockStart: start, among })
      const days = Array.from({ length: 12 }, (_, place) => {
        const { threshold } = tell(spreadOf(ladder.step(place + 1), asOf), asOf)
        return [threshold.p05, threshold.p25, threshold.p50, threshold.p75].map((day) => day ?? '9999')
      })
      for (const [place, later] of days.entries()) {
        const earlier = days[place - 1]
        for (const [level, day] of later.entries()) {
          const before = earlier?.[level]
          if (before !== undefined && before !== '9999')
            expect(`${place} ${day}` > `${place} ${before}`).toBe(true)
        }
      }
    }
  })

  it('not even with a model that thinks the more are needed the sooner they come', () => {
    const need = STATE_FEATURES.length + NEED_FEATURES.indexOf('need')
    // One unit, one step: the logit of "within 1000 days" rises with the logarithm of the need.
    const network = {
      without_part: 0,
      inputs: [need],
      mean: [4.9],
      deviation: [0.3],
      hidden: 1,
      ...encodeWeights(Float64Array.of(1, 0, 3, 0)),
    }
    const contrary = readModel({ ...stored, grid_days: [1000], networks: [network] })
    const later = projectMilestones(QUESTION, contrary).every_tenth.map(({ projection }) =>
      projection.state === 'projected' ? projection.within['10y'] : null,
    )
    expect(new Set(later).size).toBe(1)
    expect(later[0]).toBeLessThan(0.5)
  })

  it('with a deposit every sixty days, about six come in a year', () => {
    const year = milestones.deposits_in_12_months
    if (year.state !== 'projected') throw new Error(year.because)
    expect(year.p05).toBeLessThanOrEqual(year.p50)
    expect(year.p50).toBeGreaterThanOrEqual(2)
    expect(year.p50).toBeLessThanOrEqual(8)
  })

  it('universal participation is the 190th of 190', () => {
    expect(milestones.universal).toMatchObject({ instruments: 190 })
  })

  it('when all have joined, nothing is invented', () => {
    const done = projectMilestones({ ...QUESTION, outside: 0 }, MODEL)
    const because = 'everyone that may join has joined'
    expect(done.next_deposit.projection).toEqual({ state: 'cannot_be_said', because })
    expect(done.deposits_in_12_months).toEqual({ state: 'cannot_be_said', because })
    expect(done.universal).toEqual({ state: 'cannot_be_said', because })
    expect(done.every_tenth).toEqual([])
  })

  it('when it is not known how many may join, universal participation cannot be said', () => {
    const open = projectMilestones({ ...QUESTION, outside: null }, MODEL)
    expect(open.universal).toMatchObject({ state: 'cannot_be_said' })
  })
})
