import type { PlainDate } from '../law/plain-date.ts'
import { checkEntry } from '../pack/check-entry.ts'
import { chain } from '../record/chain.ts'
import type { EventDraft } from '../record/event.ts'
import { freeEventName } from '../record/event-id.ts'
import type { RecordSnapshot } from '../record/snapshot.ts'

/** Drafts that the record takes, and the record as it would be with them. */
export type CheckedDrafts = { readonly drafts: readonly EventDraft[]; readonly record: RecordSnapshot }

/** The drafts as they stand on today's record: known from today, so that no answer about an earlier day of knowledge
 *  changes, under names that are free, and each held against the law after the one before it. Throws InputError where
 *  the record or the law refuses one. */
export function checkDrafts(
  drafts: readonly EventDraft[],
  record: RecordSnapshot,
  { by, today }: { readonly by: string; readonly today: PlainDate },
): CheckedDrafts {
  let grown = record
  const checked = drafts.map((draft) => {
    const { events, head } = grown
    const isTaken = (id: string) => events.some((event) => event.id === id)
    const own = { ...draft, known_on: today, recorded_by: by }
    const ready = { ...own, id: freeEventName(own, isTaken) }
    checkEntry(ready, grown, today)
    const added = chain([ready], { head, recordedAt: `${today}T00:00:00.000Z` })
    const last = added.at(-1)
    grown = { ...grown, events: [...events, ...added], head: last ?? head }
    return ready
  })
  return { drafts: checked, record: grown }
}
