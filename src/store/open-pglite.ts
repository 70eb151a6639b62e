import { PGlite } from '@electric-sql/pglite'
import { COLUMN_READERS } from './column-text.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'

/** The embedded PostgreSQL. `folder` null keeps everything in memory; `files` is a dump of an earlier folder. */
export type EmbeddedDatabase = { readonly folder: string | null; readonly files?: Blob }

/** Opens PostgreSQL inside this process. It knows no lock on its folder: whoever opens one must hold it. */
export async function openPglite({ folder, files }: EmbeddedDatabase): Promise<Pick<Store, 'db' | 'close'>> {
  // The database waits for its files and its compiler while it starts; what asks it is read meanwhile.
  const [pglite, { Kysely, PGliteDialect }] = await Promise.all([
    PGlite.create({
      parsers: { ...COLUMN_READERS },
      ...(folder === null ? {} : { dataDir: folder }),
      ...(files === undefined ? {} : { loadDataDir: files }),
    }),
    import('kysely'),
  ])
  const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) })
  const close = async (): Promise<void> => {
    await db.destroy()
    // Kysely leaves a database alone that it was never asked to read.
    if (!pglite.closed) await pglite.close()
  }
  return { db, close }
}
