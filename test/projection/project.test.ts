import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, plainDate } from '../../src/law/plain-date.ts'
import { answerCase } from '../../src/projection/answer-case.ts'
import { networksFor } from '../../src/projection/model.ts'
import { projectThreshold } from '../../src/projection/project.ts'
import { shippedModel } from '../../src/projection/shipped-model.ts'
import { WITHIN_YEARS } from '../../src/projection/spread.ts'

const MODEL = shippedModel()
const START = plainDate('2001-03-01')
const CASE = {
  id: 'a',
  clock_start: START,
  need: 40,
  as_of: plainDate('2003-03-01'),
  deposits: [100, 250, 300, 420, 500, 560, 600, 640, 700, 730].map((days) => addDays(START, days)),
  signatures: [0, 0, 0, 30, 60, 90, 200, 250, 300, 310, 400, 500].map((days) => addDays(START, days)),
}

describe('when a threshold is met', () => {
  it('a threshold that is met has its day and no projection', () => {
    expect(projectThreshold({ ...CASE, need: 3 }, MODEL)).toEqual({
      state: 'met',
      met_on: addDays(START, 300),
    })
  })

  it('a treaty that needs nobody is met from its first day', () => {
    expect(projectThreshold({ ...CASE, need: 0 }, MODEL)).toEqual({ state: 'met', met_on: START })
  })

  it('more instruments than any treaty has: nothing can be said, and why', () => {
    const answer = projectThreshold({ ...CASE, need: 500 }, MODEL)
    expect(answer).toMatchObject({ state: 'cannot_be_said', because: expect.stringContaining('195') })
  })

  it('one signature alone: nothing can be said', () => {
    const lonely = { ...CASE, deposits: [], signatures: [START] }
    expect(projectThreshold(lonely, MODEL).state).toBe('cannot_be_said')
    expect(answerCase(lonely, MODEL).threshold.p50).toBeNull()
  })

  it('the order in which the acts are given changes nothing', () => {
    const turned = { ...CASE, deposits: CASE.deposits.toReversed(), signatures: CASE.signatures.toReversed() }
    expect(projectThreshold(turned, MODEL)).toEqual(projectThreshold(CASE, MODEL))
  })

  it('a what-if deposit is one more deposit of the case and brings the threshold nearer', () => {
    const more = [700, 705, 710, 715, 720, 725, 730, 730].map((days) => addDays(START, days))
    const before = answerCase(CASE, MODEL)
    const after = answerCase({ ...CASE, deposits: [...CASE.deposits, ...more] }, MODEL)
    expect(String(after.threshold.p50) < String(before.threshold.p50)).toBe(true)
  })

  it('days never fall, chances never fall, and no day is before as_of', () => {
    const days = fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 60 })
    const question = fc.record({ deposits: days, signatures: days, need: fc.integer({ min: 61, max: 195 }) })
    fc.assert(
      fc.property(question, ({ deposits, signatures, need }) => {
        const as_of = addDays(START, 3000)
        const acts = (list: number[]) => list.map((day) => addDays(START, day))
        const given = { ...CASE, as_of, need, deposits: acts(deposits), signatures: acts(signatures) }
        const { threshold, within } = answerCase(given, MODEL)
        const told = Object.values(threshold).map((day) => day ?? '9999-99-99')
        expect(told.toSorted()).toEqual(told)
        expect(told.every((day) => day >= as_of)).toBe(true)
        const chances = WITHIN_YEARS.map((years) => within[`${years}y`] ?? 0)
        expect(chances.toSorted((one, other) => one - other)).toEqual(chances)
        expect(chances.every((chance) => chance >= 0 && chance <= 1)).toBe(true)
      }),
      { numRuns: 150 },
    )
  })
})

describe('what the model may look at', () => {
  const parts = [...new Set(MODEL.networks.map(({ without_part }) => without_part))]

  it('a treaty that stands in the histories is answered without its own part', () => {
    const [clock, part] = Object.entries(MODEL.part_by_clock_start)[0] ?? []
    const networks = networksFor(MODEL, plainDate(String(clock)))
    expect(networks.length).toBe(MODEL.networks.length / parts.length)
    expect(networks.every((network) => 'without_part' in network && network.without_part === part)).toBe(true)
  })

  it('a treaty that the model has never seen is answered by all networks', () => {
    expect(networksFor(MODEL, plainDate('2001-03-01'))).toHaveLength(MODEL.networks.length)
  })
})
