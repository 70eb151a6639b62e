import { type Kysely, Transaction } from 'kysely'
import { againAfterDeadlock } from './again-after-deadlock.ts'
import type { Tables } from './tables.ts'

/** Works within the transaction that is given, which it then stands or falls with, or else in one of its own, which is begun
 *  anew after a deadlock. */
export function inOneTransaction<Value>(
  db: Kysely<Tables>,
  work: (trx: Transaction<Tables>) => Promise<Value>,
): Promise<Value> {
  return db instanceof Transaction ? work(db) : againAfterDeadlock(() => db.transaction().execute(work))
}
