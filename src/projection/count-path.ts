import type { PlainDate } from '../law/plain-date.ts'
import { dayAfter } from './day-number.ts'
import { chanceWithAdded, type Ladder } from './ladder.ts'

/** A number of instruments that is not exceeded with a chance of 5, 25, 50, 75 and 95 %, on one day. */
export type CountOnDay = {
  readonly date: PlainDate
  readonly p05: number
  readonly p25: number
  readonly p50: number
  readonly p75: number
  readonly p95: number
}

type Asked = {
  /** Days after the first on which an instrument is taken to come, ascending. */
  readonly added: readonly number[]
  /** No more than so many can come. */
  readonly most: number
}

/** Less than this chance of one more changes no quantile that is told. */
const NEGLIGIBLE = 0.04

/** Days after the first at which the way is told: closer at first, then by years. */
const PATH_DAYS = [30, 91, 183, 274, 365, 548, 731, 1096, 1461, 1826, 2192, 2557, 2922, 3287, 3653]

/** How many further instruments there are after so many days, by chance. */
export function countAfter(ladder: Ladder, asked: Asked, days: number): Omit<CountOnDay, 'date'> {
  const atLeast: number[] = []
  for (let more = 1; more <= asked.most; more++) {
    const chance = chanceWithAdded(ladder, { more, added: asked.added }, days)
    if (chance < NEGLIGIBLE) break
    atLeast.push(chance)
  }
  const at = (level: number) => atLeast.filter((chance) => 1 - chance < level).length
  return { p05: at(0.05), p25: at(0.25), p50: at(0.5), p75: at(0.75), p95: at(0.95) }
}

/** The number of instruments on later days, counted from `from` on the day `since`, which is the first of the days. */
export function countPath(
  ladder: Ladder,
  asked: Asked & { readonly from: number; readonly since: PlainDate },
): CountOnDay[] {
  const { from, since } = asked
  const start = { date: since, p05: from, p25: from, p50: from, p75: from, p95: from }
  const later = PATH_DAYS.flatMap((days): CountOnDay[] => {
    const date = dayAfter(since, days)
    if (date === null) return []
    const { p05, p25, p50, p75, p95 } = countAfter(ladder, asked, days)
    return [{ date, p05: from + p05, p25: from + p25, p50: from + p50, p75: from + p75, p95: from + p95 }]
  })
  return [start, ...later]
}
