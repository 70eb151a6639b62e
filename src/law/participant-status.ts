import type { ParticipantRow, Status } from './evaluation.ts'
import type { ParticipantHistory } from './participant-history.ts'
import type { PlainDate } from './plain-date.ts'

/** Legal position on the day up to which the history was followed: the first that fits. */
export function statusOf(history: ParticipantHistory, asOf: PlainDate): Status {
  const { standing, ended, provisional, signed } = history
  if (standing !== null) {
    const { entry_into_force, effective, noticed } = standing
    if (entry_into_force !== null && entry_into_force <= asOf)
      return noticed === null ? 'party' : 'denouncing'
    return effective === null ? 'blocked_parent' : 'contracting'
  }
  if (ended.length > 0) return 'former_party'
  if (provisional) return 'provisional'
  return signed ? 'signatory' : 'none'
}

const NEVER = { consent: null, consent_date: null, entry_into_force: null, until: null }

/** A participant's published row: the participation that stands, else the last that ended, and those before it. */
export function participantRow(history: ParticipantHistory, asOf: PlainDate): ParticipantRow {
  const { participant, standing, ended } = history
  const latest = standing ?? ended.at(-1) ?? NEVER
  const { consent, consent_date, entry_into_force, until } = latest
  return {
    participant,
    status: statusOf(history, asOf),
    consent,
    consent_date,
    entry_into_force,
    until,
    earlier: standing === null ? ended.slice(0, -1) : ended,
  }
}
