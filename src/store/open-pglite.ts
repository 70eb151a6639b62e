import { PGlite } from '@electric-sql/pglite'
import { Kysely, PGliteDialect } from 'kysely'
import { COLUMN_READERS } from './column-text.ts'
import type { Tables } from './tables.ts'

/** The embedded PostgreSQL. `folder` null keeps everything in memory; `files` is a dump of an earlier folder. */
export type EmbeddedDatabase = { readonly folder: string | null; readonly files?: Blob }

/** Opens PostgreSQL inside this process. It knows no lock on its folder: whoever opens one must hold it. */
export async function openPglite({ folder, files }: EmbeddedDatabase): Promise<Kysely<Tables>> {
  const pglite = await PGlite.create({
    parsers: { ...COLUMN_READERS },
    ...(folder === null ? {} : { dataDir: folder }),
    ...(files === undefined ? {} : { loadDataDir: files }),
  })
  return new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) })
}
