import type { Kysely, Transaction } from 'kysely'
import type { Head } from '../record/chain.ts'
import { lockHead } from './append-events.ts'
import { inOneTransaction } from './in-one-transaction.ts'
import { RecordMoved } from './record-moved.ts'
import type { Tables } from './tables.ts'

const MOST_ATTEMPTS = 5

/** Writes in one transaction what was worked out from the record, while the record is still as it was read for that.
 *  Where somebody else wrote in between, it is worked out anew. Throws what `prepare` and `write` throw, and RecordMoved
 *  where the record was another one five times; then nothing is written. */
export async function writeAsRead<Prepared extends { readonly record: { readonly head: Head } }, Written>(
  db: Kysely<Tables>,
  {
    prepare,
    write,
  }: {
    readonly prepare: () => Promise<Prepared>
    readonly write: (trx: Transaction<Tables>, prepared: Prepared) => Promise<Written>
  },
): Promise<Written> {
  for (let attempt = 1; ; attempt += 1) {
    const prepared = await prepare()
    const { head } = prepared.record
    try {
      return await inOneTransaction(db, async (trx) => {
        const now = await lockHead(trx)
        if (now.seq !== head.seq || now.hash !== head.hash) throw new RecordMoved()
        return write(trx, prepared)
      })
    } catch (error) {
      if (!(error instanceof RecordMoved) || attempt === MOST_ATTEMPTS) throw error
    }
  }
}
