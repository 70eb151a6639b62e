import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely'
import pg from 'pg'
import { PG_TYPES } from './pg-types.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'

const CONNECT_MS = 10_000
/** Longer than any statement of the program takes; a job whose database says nothing ends after it. */
const ANSWER_MS = 60_000

/** Opens a connection for each statement or transaction and closes it after. At the edge a connection belongs to the
 *  request in which it was opened and to no other, and Hyperdrive keeps the ones to the server open. */
function passingPool(connectionString: string): PostgresPool {
  return {
    options: {},
    connect: async (): Promise<PostgresPoolClient> => {
      const client = new pg.Client({
        connectionString,
        types: PG_TYPES,
        connectionTimeoutMillis: CONNECT_MS,
        query_timeout: ANSWER_MS,
      })
      // One that breaks fails the statement under way; unheard, it would end the whole isolate too.
      client.on('error', () => undefined)
      await client.connect()
      return Object.assign(client, { release: () => void client.end().catch(() => undefined) })
    },
    end: async () => undefined,
  }
}

/** The database behind Hyperdrive, whose schema and packs another process has brought up to date. */
export function openHyperdrive(connectionString: string): Store {
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: passingPool(connectionString) }) })
  return {
    db,
    engine: 'server',
    place: 'Hyperdrive',
    announce: () => undefined,
    close: () => db.destroy(),
  }
}
