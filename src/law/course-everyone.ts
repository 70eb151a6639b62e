import { type Moment, momentsOf } from './course-moments.ts'
import { type SignedRow, type SignedStand, type WayOn, wayOn } from './course-rows.ts'
import { dayNumber } from './day-numbers.ts'
import type { Way } from './follow-acts.ts'
import type { PlainDate } from './plain-date.ts'

/** Where everyone stands on a day: all together, or one without a need of the others. */
export type Everyone = {
  /** The rows of those who have acted, in order of their codes. */
  readonly rows: () => readonly SignedRow[]
  /** The row of one of them; null where it had not acted yet. */
  readonly rowOf: (participant: string) => SignedRow | null
  /** The same without what ended before, which may be long. */
  readonly standOf: (participant: string) => SignedStand | null
  /** Whether it is bound or about to be. */
  readonly isBound: (participant: string) => boolean
}

/** A function that looks everyone up on a day, with the acts up to another day (`taken`, not after it) taken in. */
export function lookUpsOf(ways: readonly Way[]): (taken: PlainDate, asOf: PlainDate) => Everyone {
  let momentOn: ((taken: PlainDate) => Moment) | null = null
  const places = new Map(ways.map(({ participant }, place) => [participant, place]))
  const everyone = ways.map(wayOn)
  return (taken, asOf) => {
    let found: Moment | null = null
    const moment = (): Moment => {
      momentOn ??= momentsOf(ways)
      found ??= momentOn(taken)
      return found
    }
    const one = (participant: string): WayOn | undefined => everyone[places.get(participant) ?? -1]
    return {
      rows: () => everyone.flatMap(({ rowOn }, place) => rowOn(asOf, Number(moment().reached[place])) ?? []),
      // One alone is found in its own acts: to find everyone would cost more.
      rowOf: (participant) => {
        const way = one(participant)
        return way === undefined ? null : way.rowOn(asOf, way.reachedBy(taken))
      },
      standOf: (participant) => {
        const way = one(participant)
        return way === undefined ? null : way.standOn(asOf, way.reachedBy(taken))
      },
      isBound: (participant) => dayNumber(asOf) < (moment().boundUntil[places.get(participant) ?? -1] ?? 0),
    }
  }
}
