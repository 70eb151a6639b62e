import { EMPTY_HEAD, type Head } from '../record/chain.ts'
import type { RecordSnapshot } from '../record/snapshot.ts'
import { type BrokenChain, verifyChain } from '../record/verify.ts'

/** Events that are looked at in one go; others are answered in between. */
const LOT = 1_000

/** How far the record that was looked at last stands as it was written. */
let newest: Head = EMPTY_HEAD

/** The first event of a record that does not stand as it was written; null where all do. Events that this process has
 *  looked at once are not looked at again: the job that verifies the whole record does that. */
export async function firstBroken({ events }: Pick<RecordSnapshot, 'events'>): Promise<BrokenChain | null> {
  let fits = events[newest.seq - 1]?.hash === newest.hash ? newest : EMPTY_HEAD
  while (fits.seq < events.length) {
    const found = verifyChain(events.slice(fits.seq, fits.seq + LOT), null, fits)
    if (!found.intact) return found
    fits = found.head
    newest = fits
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
  return null
}
