import { addDays, type PlainDate } from '../law/plain-date.ts'

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

/** The day that is a number of days after `day`, rounded to a whole day; null for a day after the year 9999. */
export function dayAfter(day: PlainDate, days: number): PlainDate | null {
  const last = 9999 - Number(day.slice(0, 4))
  return days > last * 365 ? null : addDays(day, Math.round(days))
}
