import type { Kysely } from 'kysely'
import type { FetchedDocument, KnownDocument } from '../depositary/fetched-document.ts'
import type { InTransaction } from './append-events.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'

/** What is remembered of a page that is read again and again. */
export type PageState = Tables['page_states']

/** Of a page that was never looked at. */
function unknownPage(page: string): PageState {
  return {
    page,
    sha256: null,
    etag: null,
    last_modified: null,
    received_at: null,
    looked_at: null,
    failures: 0,
    not_before: null,
    due_at: null,
    failure: null,
    good_at: null,
    accepted: null,
    accepted_on: null,
    stamp: null,
    stamp_since: null,
  }
}

/** What is remembered of a page, by its address or by the name it was given by hand. */
export async function readPageState(db: Kysely<Tables>, page: string): Promise<PageState> {
  const found = await db.selectFrom('page_states').selectAll().where('page', '=', page).executeTakeFirst()
  return found ?? unknownPage(page)
}

/** Remembers what has changed of a page; everything else stays as it is. */
export async function rememberPage(
  db: Kysely<Tables>,
  page: string,
  changed: Partial<Omit<PageState, 'page'>>,
): Promise<void> {
  await db
    .insertInto('page_states')
    .values({ ...unknownPage(page), ...changed })
    .onConflict((conflict) => conflict.column('page').doUpdateSet({ page, ...changed }))
    .execute()
}

/** Remembers it in a transaction of its own, together with `inTransaction` or not at all. */
export async function rememberUnder(
  store: Store,
  page: string,
  changed: Partial<Omit<PageState, 'page'>>,
  inTransaction: readonly InTransaction[],
): Promise<void> {
  await store.db.transaction().execute(async (trx) => {
    for (const write of inTransaction) await write(trx, [])
    await rememberPage(trx, page, changed)
  })
}

/** What is to be given with the next request for the page. */
export function knownDocument(state: PageState): KnownDocument {
  const { sha256, etag, last_modified, received_at } = state
  return { sha256, etag, lastModified: last_modified, receivedAt: received_at }
}

/** The columns that remember a document. */
export function asColumns(known: KnownDocument): Partial<PageState> {
  const { sha256, etag, lastModified, receivedAt } = known
  return { sha256, etag, last_modified: lastModified, received_at: receivedAt }
}

/** One look at a page as it is kept. */
export type PageLook = {
  readonly page: string
  readonly treaty: string | null
  /** ISO 8601 in UTC. */
  readonly lookedAt: string
  /** A verdict of the reader, `unchanged`, or the code of a failure. */
  readonly found: string
  /** What came of it, in a sentence. */
  readonly said: string
  /** SHA-256 of the kept bytes; null where none came. */
  readonly document: string | null
  /** How the bytes came; null for a file given by hand, or where none came. */
  readonly received: Pick<FetchedDocument, 'asked' | 'final' | 'status' | 'headers'> | null
}

/** Puts one look at a page on record. Its document has to be kept already. */
export async function recordLook(db: Kysely<Tables>, look: PageLook): Promise<void> {
  const { page, treaty, lookedAt, found, said, document, received } = look
  await db
    .insertInto('page_looks')
    .values({
      page,
      treaty,
      looked_at: lookedAt,
      found,
      said,
      document,
      asked: received?.asked ?? null,
      answered: received?.final ?? null,
      status: received?.status ?? null,
      headers: received === null ? null : JSON.stringify(received.headers),
    })
    .execute()
}
