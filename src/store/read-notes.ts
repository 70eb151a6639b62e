import type { Declaration, KnownGap } from '../pack/pack.ts'
import type { Store } from './store.ts'

/** Everything the record is known to lack or to hold with less than certainty, in the order of the packs' files. */
export async function readKnownGaps(store: Store): Promise<KnownGap[]> {
  return store.db
    .selectFrom('known_gaps')
    .innerJoin('packs', 'packs.id', 'known_gaps.pack')
    .select(['treaty', 'participant', 'kind', 'statement', 'reason', 'source'])
    .orderBy('packs.position')
    .orderBy('known_gaps.place')
    .execute()
}

/** Reservations, declarations, notifications and objections, in the order of the packs' files. */
export async function readDeclarations(store: Store): Promise<Declaration[]> {
  return store.db
    .selectFrom('declarations')
    .innerJoin('packs', 'packs.id', 'declarations.pack')
    .select(['treaty', 'participant', 'kind', 'made_at', 'article', 'summary', 'source'])
    .orderBy('packs.position')
    .orderBy('declarations.place')
    .execute()
}
