import type { Kysely } from 'kysely'
import type { Declaration, KnownGap } from '../record/snapshot.ts'
import { rowsAtOnce } from './rows-at-once.ts'
import type { Tables } from './tables.ts'

/** Everything the record is known to lack or to hold with less than certainty, in the order of the packs' files. */
export async function readKnownGaps(db: Kysely<Tables>): Promise<KnownGap[]> {
  const query = db
    .selectFrom('known_gaps')
    .innerJoin('packs', 'packs.id', 'known_gaps.pack')
    .select([
      'treaty',
      'participant',
      'kind',
      'statement',
      'reason',
      'source',
      'missing',
      'missing_signatories',
    ])
    .orderBy('packs.position')
    .orderBy('known_gaps.place')
  return rowsAtOnce(db, query)
}

/** Reservations, declarations, notifications and objections, in the order of the packs' files. */
export async function readDeclarations(db: Kysely<Tables>): Promise<Declaration[]> {
  const query = db
    .selectFrom('declarations')
    .innerJoin('packs', 'packs.id', 'declarations.pack')
    .select(['treaty', 'participant', 'kind', 'made_at', 'article', 'summary', 'source'])
    .orderBy('packs.position')
    .orderBy('declarations.place')
  return rowsAtOnce(db, query)
}
