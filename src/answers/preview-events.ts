import type { PlainDate } from '../law/plain-date.ts'
import { chain } from '../record/chain.ts'
import type { EventDraft } from '../record/event.ts'
import type { RecordSnapshot } from '../record/snapshot.ts'
import { type Consequence, consequencesOf } from './consequences.ts'
import { viewRecord } from './record-view.ts'

/** What would change in law today if these events, known from today, were written at the end of the record. */
export function previewEvents(
  record: RecordSnapshot,
  drafts: readonly EventDraft[],
  today: PlainDate,
): readonly Consequence[] {
  const recordedAt = `${today}T00:00:00.000Z`
  const events = [...record.events, ...chain(drafts, { head: record.head, recordedAt })]
  const last = events.at(-1)
  const head = last === undefined ? record.head : { seq: last.seq, hash: last.hash }
  const before = viewRecord(record)
  const views = { before, after: viewRecord({ ...record, events, head }, before) }
  return consequencesOf(views, { asOf: today, knownAt: today })
}
