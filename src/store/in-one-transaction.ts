import { type Kysely, Transaction } from 'kysely'
import type { Tables } from './tables.ts'

/** Works within the transaction that is given, which it then stands or falls with, or else in one of its own. */
export function inOneTransaction<Value>(
  db: Kysely<Tables>,
  work: (trx: Transaction<Tables>) => Promise<Value>,
): Promise<Value> {
  return db instanceof Transaction ? work(db) : db.transaction().execute(work)
}
