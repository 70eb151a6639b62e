import type { PackFolder } from '../pack/pack.ts'
import type { OnStep } from './bring-up-to-date.ts'
import type { PackLoad } from './load-pack.ts'
import type { Store } from './store.ts'

export type StorePlace = {
  /** Folder of the embedded database and of everything else that the program keeps. */
  readonly dataDir: string
  /** Address of a PostgreSQL server to use instead; null or empty for the embedded database. */
  readonly databaseUrl: string | null | undefined
  /** The packs to bring in; those that come with the program when not given. */
  readonly packs?: readonly PackFolder[]
  /** Hears of each step of making the schema and bringing in the packs, where there is any to take. */
  readonly onStep?: OnStep
}

export type OpenedStore = Store & {
  /** What was brought in now, pack by pack. Nothing on a second start. */
  readonly loads: readonly PackLoad[]
  /** What had been lost and was found again, in sentences for the operator. */
  readonly recovered: readonly string[]
}

/** Reads what opens the database there. */
async function opener({ dataDir, databaseUrl }: StorePlace): Promise<() => Promise<Store>> {
  if (databaseUrl) {
    const { openPostgres } = await import('./open-postgres.ts')
    return () => openPostgres(databaseUrl)
  }
  const { openEmbedded } = await import('./open-embedded.ts')
  return () => openEmbedded(dataDir)
}

/** Opens the database as it is, without schema or packs: for what fills an empty one. Throws InputError. */
export async function openBare(place: StorePlace): Promise<Store> {
  const open = await opener(place)
  return open()
}

/** What an operator should know of the opening, in sentences: what was lost and found again, and what a person should look
 *  at in the packs that were brought in. */
export function openingNotes({ recovered, loads }: OpenedStore): readonly string[] {
  return [...recovered, ...loads.flatMap(({ notices }) => notices.map(({ message }) => message))]
}

async function whole(opening: Promise<Store>, { packs, onStep }: StorePlace): Promise<OpenedStore> {
  const [store, { bringUpToDate }] = await Promise.all([opening, import('./bring-up-to-date.ts')])
  try {
    return { ...store, ...(await bringUpToDate(store, packs, onStep)) }
  } catch (error) {
    await store.close()
    throw error
  }
}

/** Begins to open the record as `openStore` does, and answers once the database is opening: it waits for files
 *  meanwhile, and that is the time to read more of the program. */
export async function beginOpening(place: StorePlace): Promise<{ readonly opened: Promise<OpenedStore> }> {
  const open = await opener(place)
  return { opened: whole(open(), place) }
}

/** Opens the record: holds the data directory or connects to the server, brings the schema up to date and loads the
 *  packs that are not on record yet. A second start finds all of that done. Throws InputError, with everything
 *  closed again, when the directory is held or not writable, the server does not answer, the schema does not fit the
 *  program, or a pack is wrong. */
export async function openStore(place: StorePlace): Promise<OpenedStore> {
  const { opened } = await beginOpening(place)
  return opened
}
