import { describe, expect, it } from 'vitest'
import { plainDate } from '../../src/law/plain-date.ts'
import { type Settled, scoreKept } from '../../src/projection/score-kept.ts'

const day = plainDate
const BAND = {
  as_of: day('2020-01-01'),
  p05: day('2020-02-01'),
  p25: day('2020-06-01'),
  p50: day('2021-01-01'),
  p75: day('2022-01-01'),
  p95: day('2024-01-01'),
  within_1y: 0.5,
  within_3y: 0.8,
  within_5y: 1,
}
const settled = (outcome: string | null, until: string, band = BAND): Settled => ({
  projection: band,
  outcome: outcome === null ? null : day(outcome),
  until: day(until),
})

describe('the score of projections that were kept', () => {
  it('is empty while none was', () => {
    expect(scoreKept([])).toMatchObject({ projections: 0, in_90: null, median_error_days: null, brier: null })
  })

  it.each([
    ['2020-01-20', '2025-06-01', 0, 0],
    ['2020-03-01', '2025-06-01', 1, 0],
    ['2021-01-11', '2025-06-01', 1, 1],
    ['2023-01-01', '2025-06-01', 1, 0],
    ['2024-06-01', '2025-06-01', 0, 0],
    [null, '2021-06-01', 1, 1],
    [null, '2023-01-01', 1, 0],
    [null, '2024-06-01', 0, 0],
  ])(
    'outcome %s, seen until %s: inside the wide band %d, inside the narrow one %d',
    (outcome, until, in_90, in_50) => {
      expect(scoreKept([settled(outcome, until)])).toMatchObject({ in_90, in_50 })
    },
  )

  it('a band without an end holds what has not come', () => {
    expect(scoreKept([settled(null, '2099-01-01', { ...BAND, p95: null as never })]).in_90).toBe(1)
  })

  it('counts the chances whose outcome is known: 0.25 for one year, nothing yet for three', () => {
    expect(scoreKept([settled(null, '2021-06-01')]).brier).toBe(0.25)
  })

  it('what came within three years has come within five: (0.5² + 0.2² + 0²) / 3', () => {
    expect(scoreKept([settled('2022-06-01', '2022-07-01')]).brier).toBe(0.0967)
  })

  it('errors are days between even chance and the real day, the middle one of them', () => {
    const days = ['2021-01-11', '2020-12-01', '2022-01-01']
    expect(scoreKept(days.map((one) => settled(one, '2025-01-01'))).median_error_days).toBe(31)
  })
})
