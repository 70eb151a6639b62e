import { dirname } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { COLUMN_READERS } from './column-text.ts'
import { onlyReads, requireRoom } from './disk-room.ts'
import { EmbeddedPostgres } from './embedded-postgres.ts'
import type { Journal } from './journal.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'

/** The embedded PostgreSQL. `folder` null keeps everything in memory; `files` is a dump of an earlier folder. */
export type EmbeddedDatabase = {
  readonly folder: string | null
  readonly files?: Blob
  /** Gets every event before the transaction that appended it is done. */
  readonly journal?: Pick<Journal, 'catchUp'>
}

/** Memory that PostgreSQL keeps for pages. The record and all that belongs to it take a few megabytes; the 128 MB of its
 *  own default would be cleared byte by byte at each start, and held from then on. */
const SHARED_BUFFERS = '16MB'

/** `wal_recycle`: files of changes that are no longer needed are removed and not written over some day: what was deleted
 *  stands in them. */
const SETTINGS = [`shared_buffers=${SHARED_BUFFERS}`, 'wal_recycle=off']

/** No transaction is done, nor has it failed, before the journal has everything: so whoever tries again after a failed
 *  write to the journal waits for it as well. */
function keepJournal(pglite: PGlite, journal: Pick<Journal, 'catchUp'>): void {
  const begin = pglite.transaction.bind(pglite)
  pglite.transaction = async (work) => {
    try {
      return await begin(work)
    } finally {
      await journal.catchUp(pglite)
    }
  }
}

type Asking = Pick<PGlite, 'query'>

/** Lets nothing be written to a disk that has no room for it: the database would not survive its end. */
function keepRoom(pglite: PGlite, folder: string): void {
  const checked = <Asked extends Asking>(asked: Asked): Asked => {
    const query = asked.query.bind(asked)
    asked.query = (statement, ...rest) => {
      if (!onlyReads(statement)) requireRoom(folder)
      return query(statement, ...rest)
    }
    return asked
  }
  checked(pglite)
  const begin = pglite.transaction.bind(pglite)
  pglite.transaction = (work) => begin((inside) => work(checked(inside)))
}

/** Opens PostgreSQL inside this process. It knows no lock on its folder: whoever opens one must hold it. Throws NoRoom
 *  where there is no room to open it; so does every statement that writes while there is none. */
export async function openPglite({
  folder,
  files,
  journal,
}: EmbeddedDatabase): Promise<Pick<Store, 'db' | 'close'>> {
  if (folder !== null) requireRoom(dirname(folder))
  // The database waits for its files and its compiler while it starts; what asks it is read meanwhile.
  const pglite = new EmbeddedPostgres({
    parsers: { ...COLUMN_READERS },
    startParams: [...EmbeddedPostgres.defaultStartParams, ...SETTINGS.flatMap((setting) => ['-c', setting])],
    ...(folder === null ? {} : { dataDir: folder }),
    ...(files === undefined ? {} : { loadDataDir: files }),
  })
  const [{ Kysely, PGliteDialect }] = await Promise.all([import('kysely'), pglite.waitReady])
  if (folder !== null) keepRoom(pglite, dirname(folder))
  if (journal !== undefined) keepJournal(pglite, journal)
  const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) })
  const close = async (): Promise<void> => {
    await db.destroy()
    // Kysely leaves a database alone that it was never asked to read.
    if (!pglite.closed) await pglite.close()
  }
  return { db, close }
}
