import { describe, expect, it } from 'vitest'
import { plainDate } from '../../src/law/plain-date.ts'
import { dayAfter, dayNumber } from '../../src/projection/day-number.ts'

describe('day numbers', () => {
  it.each([
    ['1970-01-01', 0],
    ['2000-03-01', 11_017],
    ['1945-08-08', -8912],
    ['2012-02-29', 15_399],
    ['1900-03-01', -25_508],
  ])('%s is day %i', (day, number) => {
    expect(dayNumber(plainDate(day))).toBe(number)
  })

  it('every day of nine centuries, over leap years and the ends of centuries, is the one that the calendar gives', () => {
    const first = plainDate('1600-01-01')
    for (let days = 0; days < 330_000; days += 1) {
      const calendar = new Date(Date.UTC(1600, 0, 1 + days)).toISOString().slice(0, 10)
      if (dayAfter(first, days) !== calendar) expect(dayAfter(first, days)).toBe(calendar)
    }
    expect(dayAfter(first, 329_999)).toBe('2503-07-05')
    expect(dayAfter(plainDate('2003-03-01'), -366)).toBe('2002-02-28')
  })

  it('half a day rounds to a whole one', () => {
    expect(dayAfter(plainDate('2003-07-01'), 89.6)).toBe('2003-09-29')
  })

  it('a day that has no four-digit year is no day', () => {
    expect(dayAfter(plainDate('2003-07-01'), 4_000_000)).toBeNull()
  })
})
