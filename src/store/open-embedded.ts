import { existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { holdDataDirectory } from './hold-data-directory.ts'
import { type Journal, openJournal } from './journal.ts'
import { openPglite } from './open-pglite.ts'
import type { Store } from './store.ts'

const DATABASE = 'database'
const JOURNAL = 'journal.ndjson'

/** Opens the database; one whose files are too damaged is put beside, and another begun, which the journal fills. */
async function openOrBegin(dataDir: string, journal: Journal) {
  const folder = join(dataDir, DATABASE)
  try {
    return { ...(await openPglite({ folder, journal })), damaged: null }
  } catch (error) {
    if (!journal.holdsEvents() || !existsSync(folder)) throw error
    const damaged = `${folder}-damaged-${new Date().toISOString().replace(/\D/g, '')}`
    renameSync(folder, damaged)
    return { ...(await openPglite({ folder, journal })), damaged }
  }
}

/** Opens the database in a data directory, which this process holds until it is closed. */
export async function openEmbedded(dataDir: string): Promise<Store> {
  const held = holdDataDirectory(dataDir)
  try {
    const journal = openJournal(join(dataDir, JOURNAL))
    const { db, close: closeDatabase, damaged } = await openOrBegin(dataDir, journal)
    const close = async (): Promise<void> => {
      await closeDatabase()
      journal.close()
      held.release()
    }
    const recover = async (): Promise<readonly string[]> => {
      const events = await journal.recover(db)
      const moved =
        damaged === null ? [] : [`The database could not be opened; its files are kept in ${damaged}.`]
      const lost =
        events === 0 ? [] : [`${events} events that the database had lost were taken from its journal.`]
      return [...moved, ...lost]
    }
    return { db, engine: 'embedded', place: dataDir, announce: held.announce, recover, close }
  } catch (error) {
    held.release()
    throw error
  }
}
