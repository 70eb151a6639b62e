import { messageOf } from '../record/error-text.ts'
import type { RecordSnapshot } from '../record/snapshot.ts'
import { loadRecord, readHead } from './load-record.ts'
import type { Store } from './store.ts'

/** The record as a server begins with it: read from the read replica, unless that is behind or cannot be read. Then the
 *  primary is read, and `say` told why. Where there is no replica, `reading` is the primary itself. */
export async function firstRecord(
  primary: Store,
  reading: Store,
  say: (text: string) => void,
): Promise<RecordSnapshot> {
  if (reading === primary) return loadRecord(primary)
  try {
    const newest = await readHead(primary)
    const record = await loadRecord(reading)
    if (record.head.seq >= newest.seq) return record
    say(
      `The read replica has ${record.head.seq} of ${newest.seq} events; the record is read from the primary.`,
    )
  } catch (error) {
    say(`The read replica could not be read, so the primary is: ${messageOf(error)}`)
  }
  return loadRecord(primary)
}
