import { addDays, addMonths, type PlainDate, plainDate } from '../../../law/plain-date.ts'

/** The field of the slider in an address. */
export const SLIDER_NAME = 'as_of_quarter'

const QUARTERS = 4
const MONTHS = 3
const PLACE = /^(\d{4})(?:\.(\d{1,2}))?$/

/** Where a day stands on the slider: its year and the quarters of it that are over, `2003.25` from April to June. A
 *  place reads like a year, also where it is read aloud and no script says it in words. */
export function placeOfDay(day: PlainDate): number {
  return Number(day.slice(0, 4)) + Math.floor((Number(day.slice(5, 7)) - 1) / MONTHS) / QUARTERS
}

/** The last day of the quarter at that place, or today where that has not come; null for what is no place. */
export function dayAtPlace(place: string, today: PlainDate): PlainDate | null {
  const [, year, part = '0'] = PLACE.exec(place) ?? []
  if (year === undefined) return null
  const quarter = Math.floor(Number(`0.${part}`) * QUARTERS)
  const last = addDays(addMonths(plainDate(`${year}-01-01`), (quarter + 1) * MONTHS), -1)
  return last > today ? today : last
}
