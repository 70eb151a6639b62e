import { InputError } from '../law/input-error.ts'
import { readHolder } from '../store/hold-data-directory.ts'
import { type OpenedStore, openStore, type StorePlace } from '../store/open-store.ts'
import type { CommandLine } from './command-line.ts'

const DATA_DIR = './data'

/** Where the record is, as the environment says. */
export function storePlace(line: CommandLine): StorePlace {
  return { dataDir: line.env['DATA_DIR'] || DATA_DIR, databaseUrl: line.env['DATABASE_URL'] }
}

/** Opens the record to write to it. Throws InputError when another process holds it. */
export async function openForWriting(line: CommandLine): Promise<OpenedStore> {
  return openStore(storePlace(line))
}

/** Opens the record, or names the server that holds it and can be asked instead. Throws InputError when neither can
 *  be had. */
export async function openForReading(
  line: CommandLine,
): Promise<{ readonly store: OpenedStore } | { readonly server: string }> {
  const place = storePlace(line)
  try {
    return { store: await openStore(place) }
  } catch (error) {
    const held = error instanceof InputError && error.problems.some(({ field }) => field === 'DATA_DIR')
    const address = held ? readHolder(place.dataDir)?.address : null
    if (address === null || address === undefined) throw error
    return { server: address }
  }
}
