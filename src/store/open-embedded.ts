import { chmodSync, existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { holdDataDirectory } from './hold-data-directory.ts'
import { type Journal, openJournal } from './journal.ts'
import { journalPath } from './journal-file.ts'
import { openPglite } from './open-pglite.ts'
import type { Store } from './store.ts'

const DATABASE = 'database'
const OWNER_ONLY = 0o700

/** The files of the database can be read and written by everybody as it makes them; its folder is closed instead. */
function closeToOthers(folder: string): void {
  try {
    chmodSync(folder, OWNER_ONLY)
  } catch (error) {
    // A folder of somebody else's is theirs to close.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) throw error
  }
}

async function openClosed(folder: string, journal: Journal) {
  const opened = await openPglite({ folder, journal })
  closeToOthers(folder)
  return opened
}

/** Opens the database; one whose files are too damaged is put beside, and another begun, which the journal fills. */
async function openOrBegin(dataDir: string, journal: Journal) {
  const folder = join(dataDir, DATABASE)
  try {
    return { ...(await openClosed(folder, journal)), damaged: null }
  } catch (error) {
    if (!journal.holdsEvents() || !existsSync(folder)) throw error
    const damaged = `${folder}-damaged-${new Date().toISOString().replace(/\D/g, '')}`
    renameSync(folder, damaged)
    return { ...(await openClosed(folder, journal)), damaged }
  }
}

/** Opens the database in a data directory, which this process holds until it is closed. */
export async function openEmbedded(dataDir: string): Promise<Store> {
  const held = holdDataDirectory(dataDir)
  try {
    const journal = openJournal(journalPath(dataDir))
    const { db, close: closeDatabase, damaged } = await openOrBegin(dataDir, journal)
    const close = async (): Promise<void> => {
      await closeDatabase()
      journal.close()
      held.release()
    }
    const recover = async (): Promise<readonly string[]> => {
      const moved =
        damaged === null ? [] : [`The database could not be opened; its files are kept in ${damaged}.`]
      return [...moved, ...(await journal.recover(db))]
    }
    return {
      db,
      engine: 'embedded',
      place: dataDir,
      announce: held.announce,
      recover,
      verifyJournal: journal.verify,
      close,
    }
  } catch (error) {
    held.release()
    throw error
  }
}
