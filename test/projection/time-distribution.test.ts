import { describe, expect, it } from 'vitest'
import { chanceWithin, daysAtChance } from '../../src/projection/time-distribution.ts'

const DISTRIBUTION = { days: [1, 10, 100, 1000], chances: [0.1, 0.2, 0.6, 0.8] }

describe('a distribution of days', () => {
  it('on a day of the grid the chance is that of the grid', () => {
    expect(chanceWithin(DISTRIBUTION, 100)).toBe(0.6)
  })

  it('half way between 10 and 100 in log days, the chance is half way too', () => {
    expect(chanceWithin(DISTRIBUTION, Math.sqrt(1000))).toBeCloseTo(0.4, 10)
    expect(daysAtChance(DISTRIBUTION, 0.4)).toBeCloseTo(Math.sqrt(1000), 8)
  })

  it('no chance at all before the first day, none more after the last', () => {
    expect(chanceWithin(DISTRIBUTION, 0.5)).toBe(0)
    expect(chanceWithin(DISTRIBUTION, 1_000_000)).toBe(0.8)
  })

  it('a chance that is never reached has no day', () => {
    expect(daysAtChance(DISTRIBUTION, 0.95)).toBeNull()
  })
})
