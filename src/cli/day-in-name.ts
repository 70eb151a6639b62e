import { basename } from 'node:path'
import { type PlainDate, parsePlainDate } from '../law/plain-date.ts'

/** The day that the name of a file bears, as names of dated readings do (`2013-09-27.csv`); null for one without. */
export function dayInName(file: string): PlainDate | null {
  const found = /(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)/.exec(basename(file))
  return found?.[1] === undefined ? null : parsePlainDate(found[1])
}
