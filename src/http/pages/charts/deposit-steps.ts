import type { ListedRow } from '../../../answers/listed-row.ts'
import { type PlainDate, plainDate } from '../../../law/plain-date.ts'
import type { CurvePoint } from './count-curve.ts'

type Part = {
  readonly consent_date: string | null
  readonly consent_latest?: string | null
  readonly until: string | null
}

/** The day from which a participation is on the curve: of its deposit, or the last on which it can have been made. */
function beginOf({ consent_date, consent_latest = null }: Part): string | null {
  return consent_date ?? consent_latest
}

/** How many had deposited and not left, by day, from the rows of a list: a curve of deposits. It takes one computation
 *  of the law, where the timeline takes one for each day of change. */
export function depositSteps(rows: readonly ListedRow[], asOf: PlainDate): CurvePoint[] {
  const steps = new Map<string, number>()
  const add = (day: string, by: number): void => {
    if (day <= asOf) steps.set(day, (steps.get(day) ?? 0) + by)
  }
  for (const row of rows) {
    for (const part of [row, ...row.earlier]) {
      const begin = beginOf(part)
      if (begin === null) continue
      add(begin, 1)
      if (part.until !== null) add(part.until, -1)
    }
  }
  let count = 0
  return [...steps]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([day, by]) => {
      count += by
      return { date: plainDate(day), count }
    })
}
