import type { Kysely } from 'kysely'
import { EMPTY_HEAD, type Head } from '../record/chain.ts'
import { sha256Hex } from '../record/sha256.ts'
import type { VerificationLeft } from '../record/verification-left.ts'
import { type BrokenChain, verifyChain } from '../record/verify.ts'
import { EVENTS_A_PAGE, eventPage } from './load-record.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'

/** The whole record as it was found: its head and how many kept documents were recomputed, or the first event that
 *  does not stand as it was written, or whose document does not. */
export type RecordVerification =
  | { readonly intact: true; readonly head: Head; readonly documents: number }
  | BrokenChain

/** Whole documents are read so many at a time. */
const PAGE = 8

const BEGINNING: VerificationLeft = { fits: EMPTY_HEAD, document: null, documents: 0, broken: null }

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

/** Where a fault stands in the record; a document that no event cites comes last. */
function placeOf({ seq }: BrokenChain): number {
  return seq === 0 ? Number.POSITIVE_INFINITY : seq
}

function earlier(one: BrokenChain | null, other: BrokenChain | null): BrokenChain | null {
  if (one === null || other === null) return one ?? other
  return placeOf(other) < placeOf(one) ? other : one
}

/** The chain over the next page of events. What is written while a verification goes on is verified in it. */
async function verifyEvents(db: Kysely<Tables>, left: VerificationLeft): Promise<VerificationLeft> {
  const head = await db.selectFrom('record_head').select(['seq', 'hash']).executeTakeFirstOrThrow()
  const page = await eventPage(db, left.fits.seq)
  const reached = page.length < EVENTS_A_PAGE
  const chain = verifyChain(page, reached ? head : null, left.fits)
  const fits = chain.intact ? chain.head : left.fits
  const broken = chain.intact ? null : chain
  return { ...left, fits, broken, document: reached || broken !== null ? '' : null }
}

/** The next page of documents; null where there are no more. */
async function verifyDocuments(db: Kysely<Tables>, left: VerificationLeft): Promise<VerificationLeft | null> {
  const page = await db
    .selectFrom('documents')
    .select(['sha256', 'bytes'])
    .where('sha256', '>', left.document)
    .orderBy('sha256')
    .limit(PAGE)
    .execute()
  const end = page.at(-1)
  if (end === undefined) return null
  let { broken } = left
  for (const { sha256: expected, bytes } of page) {
    const found = sha256Hex(new Uint8Array(bytes))
    if (found === expected) continue
    const event = await firstCiting(db, expected)
    const at = event === null ? { seq: 0, id: null } : { seq: event.seq, id: event.id }
    broken = earlier(broken, { intact: false, ...at, fault: 'document', expected, found })
  }
  return { ...left, document: end.sha256, documents: left.documents + page.length, broken }
}

/** One page further, as the transaction sees the record: what is left then, or what was found in all. */
async function verifyFurther(
  trx: Kysely<Tables>,
  left: VerificationLeft,
): Promise<VerificationLeft | RecordVerification> {
  if (left.document === null) return verifyEvents(trx, left)
  const further = await verifyDocuments(trx, left)
  if (further !== null) return further
  return left.broken ?? { intact: true, head: left.fits, documents: left.documents }
}

/** Verifies one page further, from the beginning where `left` is null. Says what is left then, or what was found in all,
 *  which is the same as in one go where nothing was written meanwhile. */
export async function verifyStep(
  store: Pick<Store, 'db'>,
  left: VerificationLeft | null,
): Promise<VerificationLeft | RecordVerification> {
  return store.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute((trx) => verifyFurther(trx, left ?? BEGINNING))
}

/** Recomputes the chain of hashes over the whole record as it stands at one moment, up to its head, a page at a time,
 *  and the hash of every kept document. Names the first event that does not fit. */
export async function verifyRecord(store: Store): Promise<RecordVerification> {
  return store.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      let found: VerificationLeft | RecordVerification = BEGINNING
      while ('fits' in found) found = await verifyFurther(trx, found)
      return found
    })
}
