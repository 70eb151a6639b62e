import type { ParticipantRow, ParticipantStand, Participation, Status } from './evaluation.ts'
import type { ParticipantHistory } from './participant-history.ts'
import type { PlainDate } from './plain-date.ts'

/** What decides where a participant stands: a history without all that ended before the last. */
export type StandingAndLast = Pick<
  ParticipantHistory,
  'participant' | 'standing' | 'signed' | 'provisional'
> & {
  readonly lastEnded: Participation | null
}

/** Legal position on the day up to which the history was followed: the first that fits. */
function statusOf({ standing, lastEnded, provisional, signed }: StandingAndLast, asOf: PlainDate): Status {
  if (standing !== null) {
    const { entry_into_force, effective, noticed } = standing
    if (entry_into_force !== null && entry_into_force <= asOf)
      return noticed === null ? 'party' : 'denouncing'
    return effective === null ? 'blocked_parent' : 'contracting'
  }
  if (lastEnded !== null) return 'former_party'
  if (provisional) return 'provisional'
  return signed ? 'signatory' : 'none'
}

const BOUND: ReadonlySet<string> = new Set<Status>(['contracting', 'party', 'denouncing'])

/** Whether a participant with this status is bound or about to be: what `participants` counts. */
export function isBound(status: string): boolean {
  return BOUND.has(status)
}

const NEVER: Participation = { consent: null, consent_date: null, entry_into_force: null, until: null }

/** A participant's published row but for what was before: the participation that stands, else the last that ended. */
export function participantStand(found: StandingAndLast, asOf: PlainDate): ParticipantStand {
  const { consent, consent_date, entry_into_force, until } = found.standing ?? found.lastEnded ?? NEVER
  return {
    participant: found.participant,
    status: statusOf(found, asOf),
    consent,
    consent_date,
    entry_into_force,
    until,
  }
}

/** A participant's published row: the participation that stands, else the last that ended, and those before it. */
export function participantRow(history: ParticipantHistory, asOf: PlainDate): ParticipantRow {
  const { participant, standing, ended, signed, provisional } = history
  const lastEnded = ended.at(-1) ?? null
  return {
    ...participantStand({ participant, standing, lastEnded, signed, provisional }, asOf),
    earlier: standing === null ? ended.slice(0, -1) : ended,
  }
}
