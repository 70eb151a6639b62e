import { type PlainDate, plainDate } from '../law/plain-date.ts'
import readingDays from './reading-days.json' with { type: 'json' }

const SERIES: readonly (readonly PlainDate[])[] = readingDays.series.map(({ days }) => days.map(plainDate))

/** Days on which a table is known to have been read, beside the days of the versions at hand: a series keeps only the
 *  versions that changed, and a reading that found no change missed an act as much as one that did. Empty where the
 *  versions are of no known series. */
export function readingDaysBeside(versions: readonly PlainDate[]): readonly PlainDate[] {
  if (versions.length === 0) return []
  return SERIES.find((days) => versions.every((day) => days.includes(day))) ?? []
}
