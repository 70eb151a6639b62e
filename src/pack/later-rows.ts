import type { InputProblem } from '../law/input-error.ts'
import { laterOf, type PlainDate } from '../law/plain-date.ts'
import type { EventDraft } from '../record/event.ts'
import type { Placed } from './pack.ts'

/** Rows of a pack of which a part is on record already must say when they became known: their own day of the act is
 *  long past, and answers for the days since have been given without them. */
export function unsaidKnowledge(rows: readonly Placed<EventDraft>[]): InputProblem[] {
  return rows
    .filter(({ value }) => value.known_on_assumed)
    .map(({ place }) => ({
      ...place,
      field: 'known_on',
      value: null,
      accepted: 'the day from which the act could be known, since the row was added after the first list',
    }))
}

/** Rows that say that they became known on a day that has not come: nobody can have known it. */
export function futureKnowledge(rows: readonly Placed<EventDraft>[], today: PlainDate): InputProblem[] {
  return rows
    .filter(({ value }) => !value.known_on_assumed && value.known_on > today)
    .map(({ value, place }) => ({
      ...place,
      field: 'known_on',
      value: value.known_on,
      accepted: `a day not after today, ${today}`,
    }))
}

/** The draft as a record takes it that holds events already: known from the day of the load at the earliest, so that
 *  no answer given before for a past day of knowledge changes. */
export function knownFromLoad(draft: EventDraft, day: PlainDate): EventDraft {
  return { ...draft, known_on: laterOf(draft.known_on, day), known_on_assumed: false }
}
