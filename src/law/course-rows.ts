import { countUpTo, dayNumber, numbersOf } from './day-numbers.ts'
import type { ParticipantRow, ParticipantStand } from './evaluation.ts'
import type { Standpoint, Way } from './follow-acts.ts'
import { participantStand } from './participant-status.ts'
import type { PlainDate } from './plain-date.ts'

/** A participant's published row and the day it signed; null for one that has not. */
export type SignedRow = { readonly row: ParticipantRow; readonly signedOn: PlainDate | null }

/** The same without what ended before. */
export type SignedStand = { readonly stand: ParticipantStand; readonly signedOn: PlainDate | null }

/** A day, and the day up to which acts are taken in, which is not after it; both as numbers too. */
export type TakenOn = {
  readonly asOf: PlainDate
  readonly asOfNumber: number
  readonly taken: PlainDate
  readonly takenNumber: number
}

/** A participant on a day; null where it had not acted yet. What both cost is the finding of the standpoint; a row costs
 *  as long a list as it has, too. */
export type WayOn = {
  readonly participant: string
  /** Equal rows are mostly one object. */
  readonly rowOn: (day: TakenOn) => SignedRow | null
  readonly standOn: (day: TakenOn) => SignedStand | null
  /** Whether it is bound or about to be. Found among numbers alone, so that hundreds can be asked about. */
  readonly isBoundOn: (day: TakenOn) => boolean
}

const PHASES = 3
const OVER = PHASES - 1
const ROWS_KEPT = 64

/** How far time has brought a standpoint: not yet in force, in force, over. */
function phaseOf({ standing }: Standpoint, asOf: PlainDate): number {
  if (standing === null) return 0
  const { entry_into_force, until } = standing
  if (until !== null && until <= asOf) return OVER
  return entry_into_force !== null && entry_into_force <= asOf ? 1 : 0
}

/** Where the participant stands at a standpoint, with what the passing of time has ended since. */
function standAt({ participant, ended }: Way, standpoint: Standpoint, asOf: PlainDate): ParticipantStand {
  const { standing, over, signed, provisional } = standpoint
  const found =
    phaseOf(standpoint, asOf) === OVER
      ? { standing: null, lastEnded: standing }
      : { standing, lastEnded: ended[over - 1] ?? null }
  return participantStand({ participant, signed, provisional, ...found }, asOf)
}

/** What ended before the participation that the row says. */
function earlierAt({ ended }: Way, { standing, over }: Standpoint): ParticipantRow['earlier'] {
  return ended.slice(0, standing === null ? Math.max(0, over - 1) : over)
}

const NEVER_BOUND = 0
const WITHOUT_END = 2 ** 31 - 1

/** The first day, as a number, on which what stands from there on no longer binds. */
function boundUntil({ standing }: Standpoint): number {
  if (standing === null || standing.effective === null) return NEVER_BOUND
  return standing.until === null ? WITHOUT_END : dayNumber(standing.until)
}

function signedBy({ signedOn }: Way, taken: PlainDate): PlainDate | null {
  return signedOn !== null && signedOn <= taken ? signedOn : null
}

/** The participant of the way on any day. */
export function wayOn(way: Way): WayOn {
  const { participant, standpoints } = way
  const days = numbersOf(standpoints.map(({ from }) => from))
  const ends = Int32Array.from(standpoints, boundUntil)
  const known = new Map<number, SignedRow>()
  return {
    participant,
    rowOn: ({ asOf, taken, takenNumber }) => {
      const place = countUpTo(days, takenNumber) - 1
      const standpoint = standpoints[place]
      if (standpoint === undefined) return null
      const key = PHASES * place + phaseOf(standpoint, asOf)
      const before = known.get(key)
      if (before !== undefined) return before
      const row = { ...standAt(way, standpoint, asOf), earlier: earlierAt(way, standpoint) }
      const made = { row, signedOn: signedBy(way, taken) }
      if (known.size >= ROWS_KEPT) known.clear()
      known.set(key, made)
      return made
    },
    standOn: ({ asOf, taken, takenNumber }) => {
      const standpoint = standpoints[countUpTo(days, takenNumber) - 1]
      if (standpoint === undefined) return null
      return { stand: standAt(way, standpoint, asOf), signedOn: signedBy(way, taken) }
    },
    isBoundOn: ({ asOfNumber, takenNumber }) => {
      const end = ends[countUpTo(days, takenNumber) - 1]
      return end !== undefined && asOfNumber < end
    },
  }
}
