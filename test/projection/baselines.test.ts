import { describe, expect, it } from 'vitest'
import { plainDate } from '../../src/law/plain-date.ts'
import { recentRate, wholeLifeRate } from '../../src/projection/baselines.ts'
import { chanceWithin } from '../../src/projection/time-distribution.ts'

const days = (...list: string[]) => list.map(plainDate)
// 730 days after its start, with 4 deposits: 4 in 730 days.
const CASE = {
  id: 'a',
  clock_start: plainDate('2001-01-01'),
  need: 5,
  as_of: plainDate('2003-01-01'),
  deposits: days('2001-03-01', '2001-09-01', '2002-03-01', '2002-09-01'),
  signatures: [],
}

describe('the simple methods', () => {
  it('at the recent rate one more comes within 182.5 days with 1 - 1/e', () => {
    expect(chanceWithin(recentRate(CASE), 182.5)).toBeCloseTo(1 - Math.exp(-1), 2)
  })

  it('at the recent rate two more come within 182.5 days with 1 - 2/e', () => {
    expect(chanceWithin(recentRate({ ...CASE, need: 6 }), 182.5)).toBeCloseTo(1 - 2 * Math.exp(-1), 2)
  })

  it('at the whole-life rate one more comes within as long again with 1 - 2^-4.5', () => {
    expect(chanceWithin(wholeLifeRate(CASE), 730)).toBeCloseTo(1 - 2 ** -4.5, 2)
  })
})
