import type { InputProblem } from '../law/input-error.ts'
import type { PlainDate } from '../law/plain-date.ts'
import type { EventDraft } from '../record/event.ts'
import type { Placed } from './pack.ts'

/** First day on which the act can have been done; null for what the depositary stated, which may name a day to come. */
function doneOn({ action, action_date, earliest }: EventDraft): PlainDate | null {
  return action.startsWith('asserted_') ? null : (action_date ?? earliest)
}

function problemAt({ value, place }: Placed<EventDraft>, day: PlainDate, accepted: string): InputProblem {
  const field = value.action_date === null ? 'earliest' : 'action_date'
  return { ...place, field, value: day, accepted }
}

/** Rows of acts that would have been known before they were done. */
export function knownTooEarly(rows: readonly Placed<EventDraft>[]): InputProblem[] {
  return rows.flatMap((row) => {
    const day = doneOn(row.value)
    if (day === null || day <= row.value.known_on) return []
    return [problemAt(row, day, `a day up to ${row.value.known_on}, from which it was known`)]
  })
}

/** Rows of acts that are still to come: what is loaded has been done, as what is written by hand. */
export function daysToCome(rows: readonly Placed<EventDraft>[], today: PlainDate): InputProblem[] {
  return rows.flatMap((row) => {
    const day = doneOn(row.value)
    return day === null || day <= today ? [] : [problemAt(row, day, `a day up to ${today}, today in UTC`)]
  })
}
