import type { Verification } from '../record/verify.ts'
import { verifyPages } from '../record/verify.ts'
import { eventPages } from './load-record.ts'
import type { Store } from './store.ts'

/** Recomputes the chain of hashes over the whole record as it stands at one moment, up to its head, a page at a time.
 *  Names the first event that does not fit. */
export async function verifyRecord(store: Store): Promise<Verification> {
  return store.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      const head = await trx.selectFrom('record_head').select(['seq', 'hash']).executeTakeFirstOrThrow()
      return verifyPages(eventPages(trx, { seq: 0 }), head)
    })
}
