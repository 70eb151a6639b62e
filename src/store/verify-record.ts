import type { Kysely } from 'kysely'
import type { Head } from '../record/chain.ts'
import { sha256Hex } from '../record/sha256.ts'
import { type BrokenChain, verifyPages } from '../record/verify.ts'
import { eventPages } from './load-record.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'

/** The whole record as it was found: its head and how many kept documents were recomputed, or the first event that
 *  does not stand as it was written, or whose document does not. */
export type RecordVerification =
  | { readonly intact: true; readonly head: Head; readonly documents: number }
  | BrokenChain

/** Whole documents are read so many at a time. */
const PAGE = 8

/** The first event that rests on a document; null where none does, which a record allows. */
async function firstCiting(
  db: Kysely<Tables>,
  document: string,
): Promise<{ seq: number; id: string } | null> {
  const found = await db
    .selectFrom('events')
    .select(['seq', 'id'])
    .where('document', '=', document)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst()
  return found ?? null
}

type DocumentsFound = { readonly documents: number; readonly broken: BrokenChain | null }

/** Recomputes the SHA-256 of every kept document. Of several bad ones that which the earliest event cites is named. */
async function verifyDocuments(db: Kysely<Tables>): Promise<DocumentsFound> {
  let last = ''
  let documents = 0
  let broken: BrokenChain | null = null
  for (;;) {
    const page = await db
      .selectFrom('documents')
      .select(['sha256', 'bytes'])
      .where('sha256', '>', last)
      .orderBy('sha256')
      .limit(PAGE)
      .execute()
    for (const { sha256: expected, bytes } of page) {
      const found = sha256Hex(new Uint8Array(bytes))
      if (found === expected) continue
      const event = await firstCiting(db, expected)
      const seq = event === null ? 0 : event.seq
      if (broken !== null && broken.seq <= seq) continue
      broken = {
        intact: false,
        seq,
        id: event === null ? null : event.id,
        fault: 'document',
        expected,
        found,
      }
    }
    documents += page.length
    const end = page.at(-1)
    if (end === undefined) return { documents, broken }
    last = end.sha256
  }
}

/** Recomputes the chain of hashes over the whole record as it stands at one moment, up to its head, a page at a time,
 *  and the hash of every kept document. Names the first event that does not fit. */
export async function verifyRecord(store: Store): Promise<RecordVerification> {
  return store.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      const head = await trx.selectFrom('record_head').select(['seq', 'hash']).executeTakeFirstOrThrow()
      const chain = await verifyPages(eventPages(trx, { seq: 0 }), head)
      const { documents, broken } = await verifyDocuments(trx)
      if (!chain.intact) return broken !== null && broken.seq > 0 && broken.seq < chain.seq ? broken : chain
      return broken ?? { ...chain, documents }
    })
}
