import type { RecordDifference } from '../depositary/record-difference.ts'
import { InputError } from '../law/input-error.ts'
import type { PlainDate } from '../law/plain-date.ts'
import type { EventDraft } from '../record/event.ts'
import type { RecordSnapshot } from '../record/snapshot.ts'
import { checkDrafts } from './check-drafts.ts'

/** What may be written at once. */
export type Allowed = {
  readonly accepted: readonly RecordDifference[]
  readonly events: readonly EventDraft[]
  /** What the policy lets through and the record or the law refuses, with the refusal. */
  readonly refused: readonly RecordDifference[]
}

/** What the policy lets through, held against the same rules as a list that is loaded and an act written by hand: it
 *  never writes what those refuse. Of a participant of whom one act is refused, none is written. */
export function allowEvents(
  accepted: readonly RecordDifference[],
  record: RecordSnapshot,
  means: { readonly by: string; readonly today: PlainDate },
): Allowed {
  let grown = record
  const events: EventDraft[] = []
  const refusals = new Map<string | null, string>()
  for (const { participant, drafts } of accepted) {
    try {
      const checked = checkDrafts(drafts, grown, means)
      grown = checked.record
      events.push(...checked.drafts)
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      refusals.set(participant, error.message)
    }
  }
  if (refusals.size === 0) return { accepted, events, refused: [] }
  const others = accepted.filter(({ participant }) => !refusals.has(participant))
  const refused = accepted.flatMap((each): RecordDifference[] => {
    const why = refusals.get(each.participant)
    return why === undefined
      ? []
      : [{ ...each, reason: `${each.reason} The record does not take it: ${why}` }]
  })
  return { ...allowEvents(others, record, means), refused }
}
