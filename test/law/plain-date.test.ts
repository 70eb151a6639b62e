import { describe, expect, it } from 'vitest'
import { parsePlainDate } from '../../src/law/plain-date.ts'

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
})
