import type { Reading } from '../depositary/read-document.ts'
import { ROW_OF_ONE_THAT_LEFT } from '../depositary/reconcile.ts'
import type { RecordDifference } from '../depositary/record-difference.ts'
import { recordedPositions } from '../depositary/recorded-acts.ts'
import type { RecordSnapshot } from '../record/snapshot.ts'
import { keptDifferences } from './differences.ts'
import type { Store } from './store.ts'

/** Rows of participants that have left, which an earlier reading of the page found gone and nobody has decided about: they
 *  go on waiting while the row is gone, although the reading before this one does not have it either. */
export async function stillGone(
  store: Store,
  { page, treaty, reading }: { readonly page: string; readonly treaty: string; readonly reading: Reading },
  record: RecordSnapshot,
): Promise<RecordDifference[]> {
  const rules = record.treaties.find(({ number }) => number === treaty)
  if (rules === undefined) return []
  const positions = recordedPositions(record, rules)
  const there = new Set(reading.claims.map(({ participant }) => participant))
  const waiting = await keptDifferences(store.db, { states: ['waiting'], page })
  return waiting.flatMap(({ difference }): RecordDifference[] => {
    const { participant, reason } = difference
    if (!reason.startsWith(ROW_OF_ONE_THAT_LEFT) || participant === null || there.has(participant)) return []
    const position = positions.get(participant)
    const hasLeft = position !== undefined && position.consent === null && position.ended !== null
    return hasLeft ? [difference] : []
  })
}
