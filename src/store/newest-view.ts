import type { Transaction } from 'kysely'
import { type RecordView, viewRecord } from '../answers/record-view.ts'
import type { RecordSnapshot } from '../record/snapshot.ts'
import { loadWithin } from './load-record.ts'
import type { Tables } from './tables.ts'

/** The view that this process made last. It may be of events that were never committed, or of another database: what is
 *  taken over from it is held against the hashes of the record at hand, each of which covers all events before it. */
let newest: RecordView | null = null

/** The view that was made last by this process, of whatever record; null before the first. */
export function newestView(): RecordView | null {
  return newest
}

/** A view of the record, with everything taken over from the newest one that holds in it too. */
export function viewGrown(record: RecordSnapshot): RecordView {
  newest = viewRecord(record, newest)
  return newest
}

/** The record as the transaction sees it. Of the events only those after the newest view are read. */
export async function viewWithin(trx: Transaction<Tables>): Promise<RecordView> {
  return viewGrown(await loadWithin(trx, newest === null ? null : newest.record))
}
