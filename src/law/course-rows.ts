import { countUpTo } from './count-up-to.ts'
import type { ParticipantRow } from './evaluation.ts'
import type { Standpoint, Way } from './follow-acts.ts'
import type { ParticipantHistory } from './participant-history.ts'
import { participantRow } from './participant-status.ts'
import type { PlainDate } from './plain-date.ts'

/** A participant's published row and the day it signed; null for one that has not. */
export type SignedRow = { readonly row: ParticipantRow; readonly signedOn: PlainDate | null }

const PHASES = 3
const ROWS_KEPT = 64

/** How far time has brought a standpoint: not yet in force, in force, over. */
function phaseOf({ standing }: Standpoint, asOf: PlainDate): number {
  if (standing === null) return 0
  const { entry_into_force, until } = standing
  if (until !== null && until <= asOf) return 2
  return entry_into_force !== null && entry_into_force <= asOf ? 1 : 0
}

/** The history up to a standpoint, with what the passing of time has ended since. */
function historyAt(
  { participant, ended }: Way,
  { standing, over, signed, provisional }: Standpoint,
  isOver: boolean,
): ParticipantHistory {
  const before = ended.slice(0, over)
  const nothing = { consented: [], inForce: [], denunciations: [] }
  if (standing === null || !isOver)
    return { participant, standing, ended: before, signed, provisional, ...nothing }
  const { consent, consent_date, entry_into_force, until } = standing
  const last = { consent, consent_date, entry_into_force, until }
  return { participant, standing: null, ended: [...before, last], signed, provisional, ...nothing }
}

/** A function that gives the participant's row on a day, with its acts up to another day (`taken`, not after it) taken
 *  in; null where it had not acted yet. What it costs is the finding of the standpoint, and as long a list as the row
 *  has. Equal rows are mostly one object. */
export function rowsOf(way: Way): (taken: PlainDate, asOf: PlainDate) => SignedRow | null {
  const known = new Map<number, SignedRow>()
  const days = way.standpoints.map(({ from }) => from)
  return (taken, asOf) => {
    const place = countUpTo(days.length, (at) => days[at] as PlainDate, taken) - 1
    const standpoint = way.standpoints[place]
    if (standpoint === undefined) return null
    const phase = phaseOf(standpoint, asOf)
    const key = PHASES * place + phase
    const before = known.get(key)
    if (before !== undefined) return before
    const { signedOn } = way
    const row = participantRow(historyAt(way, standpoint, phase === PHASES - 1), asOf)
    const made = { row, signedOn: signedOn !== null && signedOn <= taken ? signedOn : null }
    if (known.size >= ROWS_KEPT) known.clear()
    known.set(key, made)
    return made
  }
}
