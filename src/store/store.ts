import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

/** The open database, embedded in this process or on a server. Both take the same statements and give the same
 *  values. */
export type Store = {
  readonly db: Kysely<Tables>
  readonly engine: 'embedded' | 'server'
  /** Data directory, or the address of the server without its password. */
  readonly place: string
  /** Lets whoever finds the data directory held know under which address this process answers. */
  readonly announce: (address: string) => void
  /** Waits for statements under way and closes the database. */
  readonly close: () => Promise<void>
}
