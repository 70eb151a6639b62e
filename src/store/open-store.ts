import type { PackFolder } from '../pack/pack.ts'
import type { PackLoad } from './load-pack.ts'
import type { Store } from './store.ts'

export type StorePlace = {
  /** Folder of the embedded database and of everything else that the program writes. */
  readonly dataDir: string
  /** Address of a PostgreSQL server to use instead; null or empty for the embedded database. */
  readonly databaseUrl: string | null | undefined
  /** The packs to bring in; those that come with the program when not given. */
  readonly packs?: readonly PackFolder[]
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

async function whole(opening: Promise<Store>, packs: StorePlace['packs']): Promise<OpenedStore> {
  const [store, { bringUpToDate }] = await Promise.all([opening, import('./bring-up-to-date.ts')])
  try {
    return { ...store, ...(await bringUpToDate(store, packs)) }
  } catch (error) {
    await store.close()
    throw error
  }
}

/** Begins to open the record as `openStore` does, and answers once the database is opening: it waits for files
 *  meanwhile, and that is the time to read more of the program. */
export async function beginOpening({
  dataDir,
  databaseUrl,
  packs,
}: StorePlace): Promise<{ readonly opened: Promise<OpenedStore> }> {
  const open = await opener({ dataDir, databaseUrl })
  return { opened: whole(open(), packs) }
}

/** Opens the record: holds the data directory or connects to the server, brings the schema up to date and loads the
 *  packs that are not on record yet. A second start finds all of that done. Throws InputError, with everything
 *  closed again, when the directory is held or not writable, the server does not answer, the schema does not fit the
 *  program, or a pack is wrong. */
export async function openStore(place: StorePlace): Promise<OpenedStore> {
  const { opened } = await beginOpening(place)
  return opened
}
