import { type PlainDate, plainDate } from '../law/plain-date.ts'

const DAYS_IN_ERA = 146_097
const YEARS_IN_ERA = 400
const DAYS_FROM_MARCH_0000_TO_1970 = 719_468

/** Whole days from 1970-01-01 to `day` in the Gregorian calendar; negative before it. */
export function dayNumber(day: PlainDate): number {
  const month = Number(day.slice(5, 7))
  const year = Number(day.slice(0, 4)) - (month <= 2 ? 1 : 0)
  const era = Math.floor(year / YEARS_IN_ERA)
  const yearOfEra = year - era * YEARS_IN_ERA
  const monthFromMarch = (month + 9) % 12
  const dayOfYear = Math.floor((153 * monthFromMarch + 2) / 5) + Number(day.slice(8, 10)) - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * DAYS_IN_ERA + dayOfEra - DAYS_FROM_MARCH_0000_TO_1970
}

const padded = (number: number, digits: number) => String(number).padStart(digits, '0')

/** The day with that number, of a year with four digits. */
function dayWithNumber(number: number): PlainDate {
  const sinceMarch0000 = number + DAYS_FROM_MARCH_0000_TO_1970
  const era = Math.floor(sinceMarch0000 / DAYS_IN_ERA)
  const dayOfEra = sinceMarch0000 - era * DAYS_IN_ERA
  // Without the leap days before it: the last day of four years, of a century and of the era is one too many.
  const leaps = Math.floor(dayOfEra / 1_460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096)
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365)
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  const year = era * YEARS_IN_ERA + yearOfEra + (month <= 2 ? 1 : 0)
  const dayOfMonth = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1
  return plainDate(`${padded(year, 4)}-${padded(month, 2)}-${padded(dayOfMonth, 2)}`)
}

/** The day that is a number of days after `day`, rounded to a whole day; null for a day after the year 9999. By
 *  arithmetic alone: sums of many days with many lengths of time would only fill what remembers sums of the law. */
export function dayAfter(day: PlainDate, days: number): PlainDate | null {
  const last = 9999 - Number(day.slice(0, 4))
  return days > last * 365 ? null : dayWithNumber(dayNumber(day) + Math.round(days))
}
