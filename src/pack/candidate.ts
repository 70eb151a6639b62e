import type { InputProblem } from '../law/input-error.ts'
import type { EventDraft } from '../record/event.ts'
import type { Place } from './pack.ts'

/** An act to be taken into the record; its place in a file, null for one that is entered by hand. */
export type Candidate = { readonly value: EventDraft; readonly place: Place | null }

/** Something that is loaded all the same, for a person to look at. */
export type Notice = { readonly place: Place | null; readonly message: string }

/** What is wrong in one field of an act, with its place. */
export function problemAt(row: Candidate, field: string, value: string, accepted: string): InputProblem {
  return { ...row.place, field, value, accepted }
}
