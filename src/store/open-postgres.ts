import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { InputError } from '../law/input-error.ts'
import { isDatabaseGone } from './database-gone.ts'
import { impatientPool } from './impatient-pool.ts'
import { PG_TYPES } from './pg-types.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'

const CONNECT_MS = 10_000
/** Longer than any statement of the program takes, waiting for another writer included. */
const ANSWER_MS = 60_000

/** The address of a server without its password. null when the text is no address. */
export function withoutPassword(databaseUrl: string): string | null {
  const url = URL.parse(databaseUrl)
  if (url === null || !/^postgres(ql)?:$/.test(url.protocol)) return null
  url.password = ''
  return url.toString()
}

function unreachable(given: { readonly field: string; readonly value: string }, error: unknown): InputError {
  const cause = error instanceof AggregateError ? error.errors[0] : error
  // A server that refuses has answered: its own words say what is wrong (no such database, a wrong password, no more room).
  if (cause instanceof pg.DatabaseError) {
    const accepted = `an address at which the server lets this program in; it says: ${cause.message} (${cause.code})`
    return new InputError([{ ...given, accepted }])
  }
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  const why = code === '' && cause instanceof Error ? cause.message : code
  const accepted = `a PostgreSQL server that answers (${why})`
  return new InputError([{ ...given, accepted }])
}

type Opening = {
  /** The variable that named the server. */
  readonly field: string
  /** Whether it may be away for now. */
  readonly mayBeAway: boolean
}

async function open(databaseUrl: string, { field, mayBeAway }: Opening): Promise<Store> {
  const place = withoutPassword(databaseUrl)
  if (place === null) {
    const accepted = 'an address such as postgres://user:password@host:5432/database'
    throw new InputError([{ field, value: '…', accepted }])
  }
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    types: PG_TYPES,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: ANSWER_MS,
    keepAlive: true,
  })
  // The pool itself drops an idle connection that breaks; the next statement opens another or says why it cannot.
  pool.on('error', () => undefined)
  // One that breaks while it is in use fails the statement under way; unheard, it would end the whole process too.
  pool.on('connect', (client) => client.on('error', () => undefined))
  try {
    await pool.query("select date '2003-07-01'")
  } catch (error) {
    if (!mayBeAway || !isDatabaseGone(error)) {
      await pool.end()
      throw unreachable({ field, value: place }, error)
    }
  }
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: impatientPool(pool) }) })
  const close = async (): Promise<void> => {
    await db.destroy()
    // Kysely leaves a pool alone that it was never asked to read from.
    if (!pool.ending) await pool.end()
  }
  return { db, engine: 'server', place, announce: () => undefined, close }
}

/** Opens a PostgreSQL server, version 15 or later. Throws InputError when the address is none, nobody answers there or the
 *  server does not let the program in; its message never holds the password. */
export function openPostgres(databaseUrl: string): Promise<Store> {
  return open(databaseUrl, { field: 'DATABASE_URL', mayBeAway: false })
}

/** Opens a read replica of a server; one that is away at the moment too, since it may come back. Throws InputError when the
 *  address is none or the replica does not let the program in. */
export function openReadReplica(databaseUrl: string): Promise<Store> {
  return open(databaseUrl, { field: 'DATABASE_READ_URL', mayBeAway: true })
}
