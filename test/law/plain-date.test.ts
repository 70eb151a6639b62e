import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMonths,
  dayOfMoment,
  daysBetween,
  firstOfMonthAfter,
  laterOf,
  parsePlainDate,
  plainDate,
} from '../../src/law/plain-date.ts'

const two = (number: number) => String(number).padStart(2, '0')

describe('a calendar day', () => {
  it('is what the calendar of the machine has, and nothing else, in every month from 1899 to 2105', () => {
    const wrong: string[] = []
    for (let year = 1899; year <= 2105; year += 1) {
      for (let month = 0; month <= 13; month += 1) {
        for (let day = 0; day <= 32; day += 1) {
          const text = `${year}-${two(month)}-${two(day)}`
          const moment = new Date(`${text}T00:00:00Z`)
          const there = !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text)
          if ((parsePlainDate(text) !== null) !== there) wrong.push(text)
        }
      }
    }
    expect(wrong).toEqual([])
  })

  it.each([
    '',
    '2003-02-30',
    '03/07/2003',
    '2003-7-1',
    '20030701',
    '0000-01-01',
    ' 2003-07-01',
    '2003-07-01\n',
    '2003-07-01T00:00:00Z',
    '+02003-07-01',
    '٢٠٠٣-07-01',
  ])('is not %j', (text) => {
    expect(parsePlainDate(text)).toBeNull()
  })

  it('may be as early as the first of the year 1', () => {
    expect(parsePlainDate('0001-01-01')).toBe('0001-01-01')
  })

  it('written in code has to be one', () => {
    expect(plainDate('2003-07-01')).toBe('2003-07-01')
    expect(() => plainDate('2003-02-30')).toThrow(new RangeError('no calendar day: "2003-02-30"'))
  })
})

/** Gives `body` the clock of another place on earth. */
function inZone(zone: string, body: () => void): void {
  const own = process.env['TZ']
  process.env['TZ'] = zone
  try {
    body()
  } finally {
    if (own === undefined) delete process.env['TZ']
    else process.env['TZ'] = own
  }
}

describe('days are reckoned', () => {
  it.each([
    ['2003-07-01', 90, '2003-09-29'],
    ['2003-09-26', 90, '2003-12-25'],
    ['2003-10-30', 90, '2004-01-28'],
    ['2005-04-04', 90, '2005-07-03'],
    ['2004-02-28', 1, '2004-02-29'],
    ['1900-02-28', 1, '1900-03-01'],
    ['2003-07-01', 0, '2003-07-01'],
    ['2003-07-09', 1, '2003-07-10'],
    ['2003-07-01', 30, '2003-07-31'],
    ['2003-07-01', 31, '2003-08-01'],
    ['2100-02-28', 1, '2100-03-01'],
    ['2003-12-31', 1, '2004-01-01'],
  ])('from %s by %i days, the day itself being none of them, to %s', (from, days, to) => {
    expect(addDays(plainDate(from), days)).toBe(to)
    expect(addDays(plainDate(from), days)).toBe(to)
    expect(daysBetween(plainDate(from), plainDate(to))).toBe(days)
    expect(daysBetween(plainDate(to), plainDate(from)) + days).toBe(0)
  })

  it('by months to the same number, or the last day of a month that is too short', () => {
    expect(addMonths(plainDate('2004-01-31'), 1)).toBe('2004-02-29')
    expect(addMonths(plainDate('2003-11-30'), 3)).toBe('2004-02-29')
    expect(firstOfMonthAfter(plainDate('2003-11-30'), 3)).toBe('2004-02-01')
  })

  it('not past the year 9999', () => {
    expect(() => addDays(plainDate('9999-12-31'), 1)).toThrow('no calendar day: +010000-01-01')
  })

  it('without a zone: Samoa had no 30 December 2011, and all others were at other days at one moment', () => {
    inZone('Pacific/Apia', () => {
      expect(addDays(plainDate('2011-12-30'), 0)).toBe('2011-12-30')
      expect(addDays(plainDate('2011-12-29'), 1)).toBe('2011-12-30')
      expect(daysBetween(plainDate('2011-12-29'), plainDate('2011-12-31'))).toBe(2)
      expect(dayOfMoment(Date.UTC(2003, 6, 1, 23, 59, 59, 999))).toBe('2003-07-01')
    })
    inZone('Pacific/Honolulu', () => expect(dayOfMoment(Date.UTC(2003, 6, 1))).toBe('2003-07-01'))
  })

  it('the later of two, where there are two', () => {
    const [early, late] = [plainDate('2003-07-01'), plainDate('2003-09-29')]
    expect([laterOf(early, late), laterOf(late, early), laterOf(early, null)]).toEqual([late, late, early])
  })
})
