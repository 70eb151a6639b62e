import { type PlainDate, parsePlainDate } from '../law/plain-date.ts'

/** Type numbers of PostgreSQL whose values both drivers would otherwise read in their own, different ways. */
const OF_TYPE = { int8: 20, int8Array: 1016, date: 1082, timestamptz: 1184 } as const

const INSTANT = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}(?:\.\d+)?)([+-]\d{2})(?::?(\d{2}))?$/

/** A day as the column gives it. A driver's own reading would make it a moment in the zone of this machine. */
export function dayFromColumn(text: string): PlainDate {
  const day = parsePlainDate(text)
  if (day === null) throw new Error(`the database wrote the day "${text}"; its DateStyle must be ISO`)
  return day
}

/** An instant as ISO 8601 in UTC with milliseconds, whatever the time zone of the session. */
export function instantFromColumn(text: string): string {
  const parts = INSTANT.exec(text)
  if (parts === null) throw new Error(`the database wrote the instant "${text}"; its DateStyle must be ISO`)
  const [, day, time, hours, minutes = '00'] = parts
  return new Date(`${day}T${time}${hours}:${minutes}`).toISOString()
}

/** A whole number of 64 bits, as long as it can be held exactly. */
export function integerFromColumn(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number))
    throw new Error(`the database wrote the number ${text}, which is too large`)
  return number
}

/** A list of such numbers, none of them null. */
export function integersFromColumn(text: string): number[] {
  return text === '{}' ? [] : text.slice(1, -1).split(',').map(integerFromColumn)
}

/** How columns are read, by type number: the same for the embedded database and for a server. */
export const COLUMN_READERS: Readonly<Record<number, (text: string) => string | number | number[]>> = {
  [OF_TYPE.int8]: integerFromColumn,
  [OF_TYPE.int8Array]: integersFromColumn,
  [OF_TYPE.date]: dayFromColumn,
  [OF_TYPE.timestamptz]: instantFromColumn,
}
