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

async function openFolder(dataDir: string): Promise<Store> {
  const { openEmbedded } = await import('./open-embedded.ts')
  return openEmbedded(dataDir)
}

async function openServer(databaseUrl: string): Promise<Store> {
  const { openPostgres } = await import('./open-postgres.ts')
  return openPostgres(databaseUrl)
}

/** Opens the database as it is, without schema or packs: for what fills an empty one. Throws InputError. */
export async function openBare({ dataDir, databaseUrl }: StorePlace): Promise<Store> {
  return databaseUrl ? openServer(databaseUrl) : openFolder(dataDir)
}

/** Opens the record: holds the data directory or connects to the server, brings the schema up to date and loads the
 *  packs that are not on record yet. A second start finds all of that done. Throws InputError, with everything
 *  closed again, when the directory is held or not writable, the server does not answer, the schema does not fit the
 *  program, or a pack is wrong. */
export async function openStore({ dataDir, databaseUrl, packs }: StorePlace): Promise<OpenedStore> {
  const [store, { bringUpToDate }] = await Promise.all([
    databaseUrl ? openServer(databaseUrl) : openFolder(dataDir),
    import('./bring-up-to-date.ts'),
  ])
  try {
    return { ...store, ...(await bringUpToDate(store, packs)) }
  } catch (error) {
    await store.close()
    throw error
  }
}
