import { DateTime, Settings } from 'luxon'

declare const calendarDayBrand: unique symbol

/** A calendar day as the depositary states it, `YYYY-MM-DD`. Never a moment, so it has no time zone.
 *  Two of them compare with `<` as the days do. Made only in this file. */
export type PlainDate = string & { readonly [calendarDayBrand]: true }

/** The two clocks of every question: the state of the law on `asOf`, using only what was known by `knownAt`. */
export type Clocks = { readonly asOf: PlainDate; readonly knownAt: PlainDate }

const SHAPE = /^\d{4}-\d{2}-\d{2}$/
const KEPT = 200_000

// Luxon would ask the machine for its language at the first day, which takes longer than all the days of a record.
Settings.defaultLocale = 'en'
const MONTHS_OF_30_DAYS: readonly number[] = [4, 6, 9, 11]

function daysInMonth(year: number, month: number): number {
  if (month !== 2) return MONTHS_OF_30_DAYS.includes(month) ? 30 : 31
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
}

function isCalendarDay(text: string): text is PlainDate {
  if (!SHAPE.test(text)) return false
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))]
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
}

function fromDay(day: DateTime): PlainDate {
  const text = day.toISODate()
  if (text === null || !SHAPE.test(text)) throw new RangeError(`no calendar day: ${day.toString()}`)
  return text as PlainDate
}

/** The day that `text` names in the form `YYYY-MM-DD`, or null when it names none (2003-02-30, 03/07/2003). */
export function parsePlainDate(text: string): PlainDate | null {
  return isCalendarDay(text) ? text : null
}

/** The day that `text` names. Throws RangeError when it names none: for days written in code or already checked. */
export function plainDate(text: string): PlainDate {
  const day = parsePlainDate(text)
  if (day === null) throw new RangeError(`no calendar day: "${text}"`)
  return day
}

/** The first day that is too late for any input. What is computed from an earlier one, some centuries on at the most, has
 *  four digits for its year. */
export const TOO_LATE = plainDate('9000-01-01')

const read = new Map<PlainDate, DateTime>()

function luxonDay(day: PlainDate): DateTime {
  const seen = read.get(day)
  if (seen !== undefined) return seen
  const found = DateTime.fromISO(day, { zone: 'utc' })
  if (!found.isValid) throw new RangeError(`no calendar day: "${day}"`)
  if (read.size >= KEPT) read.clear()
  read.set(day, found)
  return found
}

const sums = new Map<string, PlainDate>()

/** The sum where it stays within the month, as that of a day and the next nearly always does; null where it does not. */
function addWithinMonth(day: PlainDate, days: number): PlainDate | null {
  const sum = Number(day.slice(8)) + days
  if (!(sum >= 1 && sum <= daysInMonth(Number(day.slice(0, 4)), Number(day.slice(5, 7))))) return null
  return `${day.slice(0, 8)}${String(sum).padStart(2, '0')}` as PlainDate
}

/** The `days`-th day after `day`: the day itself is day 0, no weekend or holiday rolls (UNTOC art. 38). */
export function addDays(day: PlainDate, days: number): PlainDate {
  const key = `${day}+${days}`
  const seen = sums.get(key)
  if (seen !== undefined) return seen
  const sum = addWithinMonth(day, days) ?? fromDay(luxonDay(day).plus({ days }))
  if (sums.size >= KEPT) sums.clear()
  sums.set(key, sum)
  return sum
}

/** The same day number `months` later; where that month is too short, its last day. */
export function addMonths(day: PlainDate, months: number): PlainDate {
  return fromDay(luxonDay(day).plus({ months }))
}

/** The first day of the month that is `months` after the month of `day`. */
export function firstOfMonthAfter(day: PlainDate, months: number): PlainDate {
  return fromDay(luxonDay(day).startOf('month').plus({ months }))
}

/** How many days `to` is after `from`; negative when it is before. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return luxonDay(to).diff(luxonDay(from), 'days').days
}

/** The calendar day in UTC of a moment given in milliseconds since 1970, for "today" at the edge of the program. */
export function dayOfMoment(milliseconds: number): PlainDate {
  return fromDay(DateTime.fromMillis(milliseconds, { zone: 'utc' }))
}

/** The later of two days; null counts as no day. */
export function laterOf(one: PlainDate, other: PlainDate | null): PlainDate {
  return other !== null && other > one ? other : one
}
