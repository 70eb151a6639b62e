import { afterEach } from 'vitest'
import type { Store } from '../../src/store/store.ts'
import type { Database } from './databases.ts'

/** How many events the small pack brings. */
export const SMALL_EVENTS = 9

/** Stores that a test opens; all are closed after it. */
export function storesOf(database: Database) {
  const opened: Store[] = []
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close()
  })
  const keep = (store: Store): Store => {
    opened.push(store)
    return store
  }
  return {
    keep,
    /** A database with the newest schema and nothing in it. */
    empty: async (): Promise<Store> => keep(await database.open('migrated')),
    /** A database with the small pack loaded. */
    small: async (): Promise<Store> => keep(await database.open('small')),
  }
}
