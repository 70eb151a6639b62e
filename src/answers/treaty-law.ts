import { type Clocks, laterOf, type PlainDate } from '../law/plain-date.ts'
import { dayNumber, firstAfter, placeOf } from './day-places.ts'
import { bearsOn, type Grounds } from './grounds.ts'
import { computePosition, type Position, type PositionInput } from './position.ts'
import type { SaidCounts } from './position-row.ts'

/** A stretch of days over which, for one set of events, the position stays as it is. */
export type Stretch = {
  /** Different stretches of one treaty have different numbers. */
  readonly id: number
  /** null when the stretch is from the beginning. */
  readonly from: PlainDate | null
  /** First day after it; null when nothing on record ends it. */
  readonly until: PlainDate | null
  readonly counts: SaidCounts
}

/** The law of one treaty over all days, computed when asked and remembered. */
export type TreatyLaw = {
  readonly stretchAt: (clocks: Clocks) => Stretch
  readonly positionAt: (clocks: Clocks) => Position
  /** First day after `asOf` on which the position may differ, for the same `knownAt`; null when there is none. */
  readonly nextChange: (clocks: Clocks) => PlainDate | null
}

/** One set of events that speak, and what has been computed from it so far. */
type Moment = { readonly lastDay: PlainDate | null; readonly stretches: Ranged[] }
/** A stretch with its edges as numbers: from the first up to, without it, the second. */
type Ranged = { readonly stretch: Stretch; readonly from: number; readonly until: number }

const POSITIONS_KEPT = 2000
const MOMENTS_KEPT = 20_000
const PAIRS_KEPT = 100_000

function ranged(stretch: Stretch): Ranged {
  const { from, until } = stretch
  return {
    stretch,
    from: from === null ? 0 : dayNumber(from),
    until: until === null ? Number.POSITIVE_INFINITY : dayNumber(until),
  }
}

/** The law of the treaty of `input`. Two pairs of clocks that let the same events speak, with no computed day between
 *  them, share one computation: the events that speak are named by the last day among them and the last day on which
 *  one became known, both within the clocks. */
export function rememberLaw(input: PositionInput): TreatyLaw {
  const { grounds } = input
  const moments = new Map<string, Moment>()
  const pairs = new Map<number, Moment>()
  const positions = new Map<number, Position>()
  let stretchCount = 0

  const momentAt = (clocks: Clocks): Moment => {
    const place = placeOf(grounds.days, clocks.asOf)
    const pair = place * (grounds.knownDays.days.length + 1) + placeOf(grounds.knownDays, clocks.knownAt)
    const known = pairs.get(pair)
    if (known !== undefined) return known
    const { lastDay, lastKnown } = eventsSpeaking(grounds, clocks)
    const key = `${lastDay} ${lastKnown}`
    const found = moments.get(key) ?? { lastDay, stretches: [] }
    moments.set(key, found)
    if (pairs.size >= PAIRS_KEPT) pairs.clear()
    if (moments.size >= MOMENTS_KEPT) {
      moments.clear()
      pairs.clear()
      moments.set(key, found)
    }
    pairs.set(pair, found)
    return found
  }

  const keep = (stretch: Stretch, position: Position): void => {
    const oldest = positions.keys().next().value
    if (positions.size >= POSITIONS_KEPT && oldest !== undefined) positions.delete(oldest)
    positions.set(stretch.id, position)
  }

  const stretchAt = (clocks: Clocks): Stretch => {
    const moment = momentAt(clocks)
    const day = dayNumber(clocks.asOf)
    for (const one of moment.stretches) if (one.from <= day && day < one.until) return one.stretch
    const { position, days } = computePosition(input, clocks)
    stretchCount += 1
    const stretch = {
      id: stretchCount,
      ...edges([...days, ...grounds.membershipDays], { moment, asOf: clocks.asOf }),
      counts: position.counts,
    }
    moment.stretches.push(ranged(stretch))
    keep(stretch, position)
    return stretch
  }

  const positionAt = (clocks: Clocks): Position => {
    const stretch = stretchAt(clocks)
    const kept = positions.get(stretch.id)
    const position = kept ?? computePosition(input, clocks).position
    positions.delete(stretch.id)
    keep(stretch, position)
    return position
  }

  const nextChange = (clocks: Clocks): PlainDate | null => {
    const days = [stretchAt(clocks).until, firstAfter(grounds.days, clocks.asOf)].filter(
      (day) => day !== null,
    )
    return days.sort()[0] ?? null
  }

  return { stretchAt, positionAt, nextChange }
}

/** The last day among the events that speak, and the last on which one of them became known; null when none does. */
function eventsSpeaking(
  grounds: Grounds,
  clocks: Clocks,
): { lastDay: PlainDate | null; lastKnown: PlainDate | null } {
  let lastDay: PlainDate | null = null
  let lastKnown: PlainDate | null = null
  for (const ground of grounds.grounds) {
    if (!bearsOn(ground, clocks)) continue
    lastKnown = laterOf(ground.known_on, lastKnown)
    for (const day of ground.days) if (day <= clocks.asOf) lastDay = laterOf(day, lastDay)
  }
  return { lastDay, lastKnown }
}

/** The stretch around `asOf` in which none of the `days` lies. */
function edges(
  days: readonly PlainDate[],
  { moment, asOf }: { readonly moment: Moment; readonly asOf: PlainDate },
): Pick<Stretch, 'from' | 'until'> {
  let from = moment.lastDay
  let until: PlainDate | null = null
  for (const day of days) {
    if (day <= asOf) from = laterOf(day, from)
    else if (until === null || day < until) until = day
  }
  return { from, until }
}
