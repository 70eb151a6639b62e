import type { InTransaction } from './append-events.ts'
import { keepDocument } from './documents.ts'
import { type PageLook, type PageState, recordLook, rememberPage } from './page-states.ts'
import type { Store } from './store.ts'

/** What a look at a page brought where nothing of it may be read, or nothing has changed. */
export type Evidence = Omit<PageLook, 'document'> & {
  /** What came; null where nothing did. */
  readonly bytes: Uint8Array | null
  /** What is to be remembered of the page. */
  readonly remember: Partial<Omit<PageState, 'page'>>
}

/** Keeps what came and that it came, and changes nothing else. */
export async function keepEvidence(
  store: Store,
  { bytes, remember, ...look }: Evidence,
  inTransaction: readonly InTransaction[] = [],
): Promise<void> {
  await store.db.transaction().execute(async (trx) => {
    for (const write of inTransaction) await write(trx, [])
    const document = bytes === null ? null : await keepDocument(trx, bytes, () => look.lookedAt)
    if (Object.keys(remember).length > 0) await rememberPage(trx, look.page, remember)
    await recordLook(trx, { ...look, document })
  })
}
