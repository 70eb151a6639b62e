import type { PlainDate } from '../law/plain-date.ts'
import { chain } from '../record/chain.ts'
import type { EventDraft } from '../record/event.ts'
import type { RecordSnapshot } from '../record/snapshot.ts'
import { type Consequence, consequencesOf } from './consequences.ts'
import { newWarnings } from './new-warnings.ts'
import { viewRecord } from './record-view.ts'

/** What events would bring about in law. */
export type Preview = {
  readonly consequences: readonly Consequence[]
  /** What the law would find odd about the record with them and does not without, in words. */
  readonly warnings: readonly string[]
}

/** What would change in law today if these events, known from today, were written at the end of the record. */
export function previewEvents(
  record: RecordSnapshot,
  drafts: readonly EventDraft[],
  today: PlainDate,
): Preview {
  const recordedAt = `${today}T00:00:00.000Z`
  const events = [...record.events, ...chain(drafts, { head: record.head, recordedAt })]
  const last = events.at(-1)
  const head = last === undefined ? record.head : { seq: last.seq, hash: last.hash }
  const before = viewRecord(record)
  const views = { before, after: viewRecord({ ...record, events, head }, before) }
  const clocks = { asOf: today, knownAt: today }
  return { consequences: consequencesOf(views, clocks), warnings: newWarnings(views, clocks) }
}
