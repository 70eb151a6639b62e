import { dayNumber } from '../law/day-numbers.ts'
import { type Clocks, laterOf, type PlainDate } from '../law/plain-date.ts'
import { firstAfter, orderDays, placeOf } from './day-places.ts'
import type { Position, PositionInput } from './position.ts'
import { findingPositions } from './position-course.ts'
import type { PositionMemory } from './position-memory.ts'
import type { SaidCounts } from './position-row.ts'
import { listenTo } from './speaking-events.ts'

/** A stretch of days over which, for one set of events, the position stays as it is. */
export type Stretch = {
  /** Different stretches have different numbers, whatever treaty or record they are of. */
  readonly id: number
  /** First day after it; null when nothing ends it. */
  readonly until: PlainDate | null
  readonly counts: SaidCounts
  /** Whether the threshold is not met: then the earliest day of entry into force moves on with every day. */
  readonly belowThreshold: boolean
  /** How many States are bound, where that is known without the rows. */
  readonly boundStates: number | null
}

/** The law of one treaty over all days, computed when asked and remembered. */
export type TreatyLaw = {
  /** Numbers of the treaties whose events it is computed from. */
  readonly rests: ReadonlySet<string>
  readonly stretchAt: (clocks: Clocks) => Stretch
  readonly positionAt: (clocks: Clocks) => Position
  /** First day after `asOf` on which the position may differ, for the same `knownAt`; null when there is none. */
  readonly nextChange: (clocks: Clocks) => PlainDate | null
}

/** One set of events that speak, and what has been computed from it so far. */
type Moment = { readonly lastDay: number; readonly stretches: Ranged[] }
/** A stretch with its edges as numbers: from the first up to, without it, the second. */
type Ranged = { readonly stretch: Stretch; readonly from: number; readonly until: number }

let stretchCount = 0

/** What one law may keep. */
export type LawMemory = {
  readonly positions: PositionMemory
  /** How many sets of events that speak, each with its stretches. */
  readonly momentsKept: number
}

/** Of positions that are soon found again. Their lists, as long as the history, count toward no other limit. */
const RECENT_KEPT = 4
/** More than any day as a number. */
const DAY_NUMBERS = 100_000_000

/** The law of the treaty of `input`. Two pairs of clocks that let the same events speak, with no computed day between
 *  them, share one computation. */
export function rememberLaw(input: PositionInput, { positions, momentsKept }: LawMemory): TreatyLaw {
  const { grounds } = input
  const findPosition = findingPositions(input)
  const speakingAt = listenTo(grounds.grounds)
  const moments = new Map<number, Moment>()
  // Days on which the position changes whatever the events say.
  const turns = orderDays([...grounds.membershipDays, ...grounds.signatureDays])

  // One answer asks for a day or two, many times.
  const recent = new Map<number, Position>()
  const keep = (stretch: number, position: Position, held: number | null): void => {
    if (held !== null) {
      positions.keep(stretch, position, held)
      return
    }
    if (recent.size >= RECENT_KEPT) recent.clear()
    recent.set(stretch, position)
  }

  const momentAt = (clocks: Clocks): Moment => {
    const { lastDay, lastKnown } = speakingAt(clocks)
    const key = lastDay * DAY_NUMBERS + lastKnown
    const known = moments.get(key)
    if (known !== undefined) return known
    const found = { lastDay, stretches: [] }
    if (moments.size >= momentsKept) moments.clear()
    moments.set(key, found)
    return found
  }

  const stretchAt = (clocks: Clocks): Stretch => {
    const moment = momentAt(clocks)
    const day = dayNumber(clocks.asOf)
    for (const one of moment.stretches) if (one.from <= day && day < one.until) return one.stretch
    const { position, days, boundStates, held } = findPosition(clocks)
    stretchCount += 1
    const place = placeOf(turns, clocks.asOf)
    const around = [turns.days[place - 1], turns.days[place]].filter((day) => day !== undefined)
    const { from, until, untilDay } = edges([...days, ...around], { moment, asOf: clocks.asOf })
    const belowThreshold = position.evaluation.threshold.met_on === null
    const { counts } = position
    const stretch = { id: stretchCount, until: untilDay, counts, belowThreshold, boundStates }
    moment.stretches.push({ stretch, from, until })
    keep(stretch.id, position, held)
    return stretch
  }

  const positionAt = (clocks: Clocks): Position => {
    const stretch = stretchAt(clocks)
    const kept = recent.get(stretch.id) ?? positions.find(stretch.id)
    if (kept !== undefined) return kept
    const { position, held } = findPosition(clocks)
    keep(stretch.id, position, held)
    return position
  }

  const nextChange = (clocks: Clocks): PlainDate | null => {
    const days = [stretchAt(clocks).until, firstAfter(grounds.days, clocks.asOf)].filter(
      (day) => day !== null,
    )
    return days.sort()[0] ?? null
  }

  return { rests: grounds.rests, stretchAt, positionAt, nextChange }
}

/** The stretch around `asOf` in which neither the last day of the events that speak nor any of the `days` lies. */
function edges(
  days: readonly PlainDate[],
  { moment, asOf }: { readonly moment: Moment; readonly asOf: PlainDate },
): Pick<Ranged, 'from' | 'until'> & { readonly untilDay: PlainDate | null } {
  let from: PlainDate | null = null
  let untilDay: PlainDate | null = null
  for (const day of days) {
    if (day <= asOf) from = laterOf(day, from)
    else if (untilDay === null || day < untilDay) untilDay = day
  }
  return {
    from: from === null ? moment.lastDay : Math.max(moment.lastDay, dayNumber(from)),
    until: untilDay === null ? Number.POSITIVE_INFINITY : dayNumber(untilDay),
    untilDay,
  }
}
