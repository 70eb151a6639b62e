import type { Kysely } from 'kysely'
import type { WatchedSource } from '../record/watched-source.ts'
import type { Tables } from './tables.ts'

/** The pages that are watched, in the order of the packs. */
export async function watchedPages(db: Kysely<Tables>): Promise<readonly WatchedSource[]> {
  return db
    .selectFrom('watched_pages')
    .innerJoin('packs', 'packs.id', 'watched_pages.pack')
    .select(['treaty', 'form', 'role', 'address', 'source', 'every_hours', 'note'])
    .orderBy('packs.position')
    .orderBy('place')
    .execute()
}
