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
  /** Takes back from a journal what the database lost, once its schema is there; there is none on a server. Answers in
   *  sentences for the operator. */
  readonly recover?: () => Promise<readonly string[]>
  /** What is wrong with the first line of the journal that is not as it was written; null where all are. There is no
   *  journal on a server. */
  readonly verifyJournal?: () => Promise<string | null>
  /** Waits for statements under way and closes the database. */
  readonly close: () => Promise<void>
}
