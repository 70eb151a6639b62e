import type { RecordEvent } from './event.ts'

/** The fields that the hash of an event covers: all but `hash`, in the order of RFC 8785 (by UTF-16 code units). */
export const HASHED_FIELDS = [
  'action',
  'action_date',
  'corrects',
  'day_known',
  'derivation',
  'document',
  'earliest',
  'effect_date',
  'id',
  'known_on',
  'known_on_assumed',
  'latest',
  'note',
  'participant',
  'parties',
  'prev_hash',
  'recorded_at',
  'recorded_by',
  'seq',
  'signatories',
  'source',
  'treaty',
] as const satisfies readonly (keyof RecordEvent)[]

export type UnhashedEvent = Omit<RecordEvent, 'hash'>

const IN_ORDER: string[] = [...HASHED_FIELDS]

/** The one text of an event that its hash is made of: JSON as RFC 8785 writes it. Every field is there, null where
 *  it is empty. Texts must be well-formed Unicode and numbers whole, which `draftProblems` sees to. */
export function canonicalForm(event: UnhashedEvent): string {
  return JSON.stringify(event, IN_ORDER)
}
