import { type PlainDate, plainDate } from '../../src/law/plain-date.ts'
import type { EventDraft } from '../../src/record/event.ts'

type Given = Partial<Omit<EventDraft, 'action_date' | 'known_on'>> & {
  readonly action_date?: string | null
  readonly known_on?: string
}

/** A ratification by ARM on 1 July 2003, with what a test says otherwise. */
export function draft(given: Given = {}): EventDraft {
  const { action_date: day = '2003-07-01', known_on, ...rest } = given
  const action_date: PlainDate | null = day === null ? null : plainDate(day)
  const participant = rest.participant === undefined ? 'ARM' : rest.participant
  return {
    id: `XVIII-12.${participant}.${rest.action ?? 'ratification'}.${day}`,
    treaty: 'XVIII-12',
    participant,
    action: 'ratification',
    action_date,
    earliest: null,
    latest: null,
    effect_date: null,
    known_on: plainDate(known_on ?? day ?? '2003-07-01'),
    known_on_assumed: known_on === undefined,
    day_known: 'read',
    derivation: null,
    corrects: null,
    signatories: null,
    parties: null,
    source: 'table',
    document: null,
    note: null,
    recorded_by: 'test',
    ...rest,
  }
}
