import { dayNumber } from '../law/day-numbers.ts'
import type { Clocks, PlainDate } from '../law/plain-date.ts'
import { type DayOrder, orderDays, placeOf } from './day-places.ts'
import { bearsOn, type Ground } from './grounds.ts'

/** Which events speak: those known, whose day has come. They are named by the last day that any of them names and that
 *  has come, and the last day on which one of them became known. The same two days name the same events, because all
 *  events up to both are among them. Days are numbers; 0 where there is none. */
export type Speaking = { readonly lastDay: number; readonly lastKnown: number }

const PAIRS_KEPT = 100_000
const SILENT: Speaking = { lastDay: 0, lastKnown: 0 }

function lastUpTo(order: DayOrder, day: PlainDate): number {
  const last = order.numbers[placeOf(order, day) - 1]
  return last === undefined ? 0 : last
}

/** An event that was known on the one day that it names: both clocks find it at the same place. */
function isPlain(ground: Ground): boolean {
  return !ground.heardWhenKnown && ground.days.every((day) => day === ground.known_on)
}

function goThrough(grounds: readonly Ground[], clocks: Clocks): Speaking {
  let { lastDay, lastKnown } = SILENT
  for (const ground of grounds) {
    if (!bearsOn(ground, clocks)) continue
    lastKnown = Math.max(lastKnown, dayNumber(ground.known_on))
    for (const day of ground.days) if (day <= clocks.asOf) lastDay = Math.max(lastDay, dayNumber(day))
  }
  return { lastDay, lastKnown }
}

/** A function that names the events that speak under two clocks, quickly. */
export function listenTo(grounds: readonly Ground[]): (clocks: Clocks) => Speaking {
  const plain = orderDays(grounds.filter(isPlain).map((ground) => ground.known_on))
  const others = grounds.filter((ground) => !isPlain(ground))
  const days = orderDays(others.flatMap((ground) => ground.days))
  const knownDays = orderDays(others.map((ground) => ground.known_on))
  const pairs = new Map<number, Speaking>()

  const othersAt = (clocks: Clocks): Speaking => {
    const pair = placeOf(days, clocks.asOf) * (knownDays.days.length + 1) + placeOf(knownDays, clocks.knownAt)
    const known = pairs.get(pair)
    if (known !== undefined) return known
    const found = goThrough(others, clocks)
    if (pairs.size >= PAIRS_KEPT) pairs.clear()
    pairs.set(pair, found)
    return found
  }

  return (clocks) => {
    const earlier = clocks.asOf < clocks.knownAt ? clocks.asOf : clocks.knownAt
    const lastPlain = lastUpTo(plain, earlier)
    const { lastDay, lastKnown } = othersAt(clocks)
    return { lastDay: Math.max(lastPlain, lastDay), lastKnown: Math.max(lastPlain, lastKnown) }
  }
}
