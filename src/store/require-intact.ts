import { InputError } from '../law/input-error.ts'
import { brokenText } from '../record/broken-text.ts'
import type { Store } from './store.ts'
import { verifyRecord } from './verify-record.ts'

/** Throws InputError where the record does not stand as it was written: what is signed or given away of it then would
 *  vouch for what was changed. */
export async function requireIntact(store: Store): Promise<void> {
  const outcome = await verifyRecord(store)
  if (outcome.intact) return
  const accepted = `an intact record. ${brokenText(outcome)} Restore a backup from before`
  throw new InputError([{ field: 'record', value: 'broken', accepted }])
}
