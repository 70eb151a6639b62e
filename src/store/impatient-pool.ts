import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import type pg from 'pg'
import { isOnlyRead } from './only-read.ts'

/** What pg calls a statement that was not answered within `query_timeout`; it gives no code. */
export const NOT_ANSWERED = 'Query read timeout'

function impatient(client: pg.PoolClient): PostgresPoolClient {
  let onlyRead = false
  function query<Row>(statement: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<Row>>
  function query<Row>(cursor: PostgresCursor<Row>): PostgresCursor<Row>
  function query(statement: unknown, parameters: readonly unknown[] = []): unknown {
    if (typeof statement !== 'string') throw new Error('rows are read a page at a time, never by a cursor')
    return client.query(statement, [...parameters]).catch((error: unknown) => {
      // The statement may still be under way there; no other may wait behind it.
      if (error instanceof Error && error.message === NOT_ANSWERED) void client.end().catch(() => undefined)
      if (isOnlyRead(error)) onlyRead = true
      throw error
    })
  }
  return { query, release: () => client.release(onlyRead) }
}

/** A pool that gives up connections on which a statement was not answered in time, as when a server vanished without a
 *  word, and those to a server that refused a write because it can only be read. The next statement opens another,
 *  perhaps to the server that has taken its place. */
export function impatientPool(pool: pg.Pool): PostgresPool {
  const wrapped = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  return {
    options: pool.options,
    connect: async () => {
      const client = await pool.connect()
      const known = wrapped.get(client) ?? impatient(client)
      wrapped.set(client, known)
      return known
    },
    end: () => pool.end(),
  }
}
