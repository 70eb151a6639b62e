import { countUpTo, dayNumber, numbersOf } from './day-numbers.ts'
import type { ParticipantRow, ParticipantStand } from './evaluation.ts'
import type { Standpoint, Way } from './follow-acts.ts'
import { participantStand } from './participant-status.ts'
import type { PlainDate } from './plain-date.ts'

/** A participant's published row and the day it signed; null for one that has not. */
export type SignedRow = { readonly row: ParticipantRow; readonly signedOn: PlainDate | null }

/** The same without what ended before. */
export type SignedStand = { readonly stand: ParticipantStand; readonly signedOn: PlainDate | null }

/** A participant on a day, where it had reached a number of its standpoints; null where it had reached none. */
export type WayOn = {
  /** How many of its standpoints it had reached on a day. */
  readonly reachedBy: (taken: PlainDate) => number
  /** Costs as long a list as the row has. Equal rows are mostly one object. */
  readonly rowOn: (asOf: PlainDate, reached: number) => SignedRow | null
  readonly standOn: (asOf: PlainDate, reached: number) => SignedStand | null
}

const PHASES = 4
const OVER = 2
const OTHERWISE = 3
const ROWS_KEPT = 64

/** How far time has brought a standpoint: not yet in force, in force, over, or to what comes afterwards. */
function phaseOf({ standing, afterwards }: Standpoint, asOf: PlainDate): number {
  if (afterwards !== null && afterwards.on <= asOf) return OTHERWISE
  if (standing === null) return 0
  const { entry_into_force, until } = standing
  if (until !== null && until <= asOf) return OVER
  return entry_into_force !== null && entry_into_force <= asOf ? 1 : 0
}

function standingOn({ standing, afterwards }: Standpoint, asOf: PlainDate): Standpoint['standing'] {
  return afterwards !== null && afterwards.on <= asOf ? afterwards.standing : standing
}

/** Where the participant stands at a standpoint, with what the passing of time has ended since. */
function standAt({ participant, ended }: Way, standpoint: Standpoint, asOf: PlainDate): ParticipantStand {
  const { over, signed, provisional } = standpoint
  const standing = standingOn(standpoint, asOf)
  const found =
    phaseOf(standpoint, asOf) === OVER
      ? { standing: null, lastEnded: standing }
      : { standing, lastEnded: ended[over - 1] ?? null }
  return participantStand({ participant, signed, provisional, ...found }, asOf)
}

/** What ended before the participation that the row says. */
function earlierAt({ ended }: Way, standpoint: Standpoint, asOf: PlainDate): ParticipantRow['earlier'] {
  const { over } = standpoint
  return ended.slice(0, standingOn(standpoint, asOf) === null ? Math.max(0, over - 1) : over)
}

function signedBy({ signedOn }: Way, { from }: Standpoint): PlainDate | null {
  return signedOn !== null && signedOn <= from ? signedOn : null
}

/** The participant of the way on any day. */
export function wayOn(way: Way): WayOn {
  const known = new Map<number, SignedRow>()
  let days: Int32Array | null = null
  return {
    reachedBy: (taken) => {
      days ??= numbersOf(way.standpoints.map(({ from }) => from))
      return countUpTo(days, dayNumber(taken))
    },
    rowOn: (asOf, reached) => {
      const standpoint = way.standpoints[reached - 1]
      if (standpoint === undefined) return null
      const key = PHASES * reached + phaseOf(standpoint, asOf)
      const before = known.get(key)
      if (before !== undefined) return before
      const row = { ...standAt(way, standpoint, asOf), earlier: earlierAt(way, standpoint, asOf) }
      const made = { row, signedOn: signedBy(way, standpoint) }
      if (known.size >= ROWS_KEPT) known.clear()
      known.set(key, made)
      return made
    },
    standOn: (asOf, reached) => {
      const standpoint = way.standpoints[reached - 1]
      if (standpoint === undefined) return null
      return { stand: standAt(way, standpoint, asOf), signedOn: signedBy(way, standpoint) }
    },
  }
}
