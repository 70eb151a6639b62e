import { cpSync } from 'node:fs'
import { openBare } from '../../src/store/open-store.ts'
import { prepare, type State } from './databases.ts'
import { newFolder } from './new-folder.ts'
import { prepared } from './prepared.ts'

/** A data directory in that state, of its own; removed after the tests of the file. */
export async function newDataDirectory(state: State): Promise<string> {
  const made = await prepared(`directory-${state}`, async (dataDir) => {
    const store = await openBare({ dataDir, databaseUrl: null })
    await prepare(store, state)
    await store.close()
  })
  const dataDir = newFolder()
  cpSync(made, dataDir, { recursive: true })
  return dataDir
}
