import { bytesToHex, randomBytes } from '@noble/hashes/utils.js'
import { type Kysely, sql } from 'kysely'
import { sha256Hex } from '../record/sha256.ts'
import { inOneTransaction } from './in-one-transaction.ts'
import type { Tables } from './tables.ts'

/** How a session was begun: with a token, or with that of ADMIN_TOKEN_HASH (its hash). */
export type SessionOf =
  | { readonly token: string; readonly admin_hash: null }
  | { readonly token: null; readonly admin_hash: string }

/** A session lasts a working day, whatever is done in it. */
export const SESSION_SECONDS = 8 * 3_600

const SECRET_BYTES = 32

/** Begins a session under a new secret, which goes into the cookie and is kept nowhere else. Sessions that are over are
 *  forgotten by the way. */
export async function beginSession(db: Kysely<Tables>, of: SessionOf): Promise<string> {
  const secret = bytesToHex(randomBytes(SECRET_BYTES))
  await inOneTransaction(db, async (trx) => {
    await sql`delete from officer_sessions where expires_at <= clock_timestamp()`.execute(trx)
    await sql`insert into officer_sessions (id_hash, token, admin_hash, began_at, expires_at)
      values (${sha256Hex(secret)}, ${of.token}, ${of.admin_hash}, clock_timestamp(),
        clock_timestamp() + ${SESSION_SECONDS}::float8 * interval '1 second')`.execute(trx)
  })
  return secret
}

/** How the session was begun; null where there is none with that secret, or it is over. */
export async function findSession(db: Kysely<Tables>, secret: string): Promise<SessionOf | null> {
  const found = await sql<SessionOf>`
    select token, admin_hash from officer_sessions
    where id_hash = ${sha256Hex(secret)} and expires_at > clock_timestamp()`.execute(db)
  return found.rows[0] ?? null
}

/** Ends a session; one that is over already stays so. */
export async function endSession(db: Kysely<Tables>, secret: string): Promise<void> {
  await db.deleteFrom('officer_sessions').where('id_hash', '=', sha256Hex(secret)).execute()
}
