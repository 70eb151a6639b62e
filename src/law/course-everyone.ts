import { type Moment, momentsOf } from './course-moments.ts'
import { type SignedRow, type SignedStand, wayOn } from './course-rows.ts'
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
  const momentOn = momentsOf(ways)
  const places = new Map(ways.map(({ participant }, place) => [participant, place]))
  const everyone = ways.map(wayOn)
  return (taken, asOf) => {
    const day = dayNumber(asOf)
    let found: Moment | null = null
    const moment = (): Moment => {
      found ??= momentOn(taken)
      return found
    }
    const reachedBy = (place: number): number => Number(moment().reached[place])
    const placeOf = (participant: string): number => places.get(participant) ?? -1
    return {
      rows: () => everyone.flatMap(({ rowOn }, place) => rowOn(asOf, reachedBy(place)) ?? []),
      rowOf: (participant) => {
        const place = placeOf(participant)
        return everyone[place]?.rowOn(asOf, reachedBy(place)) ?? null
      },
      standOf: (participant) => {
        const place = placeOf(participant)
        return everyone[place]?.standOn(asOf, reachedBy(place)) ?? null
      },
      isBound: (participant) => day < (moment().boundUntil[placeOf(participant)] ?? 0),
    }
  }
}
