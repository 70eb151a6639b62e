import type { PackFolder } from '../pack/pack.ts'
import { loadPacks, type PackLoad } from './load-pack.ts'
import { migrate } from './migrate.ts'
import { readMigrations } from './read-migrations.ts'
import { readPackFolders } from './read-pack-folder.ts'
import type { Store } from './store.ts'

/** Told that one step more is done, of how many at the most. */
export type OnStep = (total: number) => void

/** Brings the schema to the newest migration, takes back what the database lost, and brings
 *  the packs into the record; those that come with the program when none
 *  are given. Answers with what was brought in. Throws InputError where the schema or a pack does not fit. */
export async function bringUpToDate(
  store: Store,
  packs: readonly PackFolder[] = readPackFolders(),
  onStep: OnStep = () => undefined,
): Promise<{ readonly recovered: readonly string[]; readonly loads: readonly PackLoad[] }> {
  const migrations = readMigrations()
  const step = (): void => onStep(migrations.length + packs.length)
  await migrate(store.db, migrations, step)
  const recovered = store.recover === undefined ? [] : await store.recover()
  return { recovered, loads: await loadPacks(store, packs, undefined, step) }
}
