import { randomBytes } from '@noble/hashes/utils.js'
import { type Kysely, sql } from 'kysely'
import { InputError, type InputProblem } from '../law/input-error.ts'
import { type Actor, SCOPES, type Scope } from '../record/officer.ts'
import { writeAudit } from './audit-trail.ts'
import { hashSecret } from './secret-hash.ts'
import type { Tables } from './tables.ts'

/** A token as it is on record. Instants are ISO 8601 in UTC. */
export type OfficerToken = {
  readonly id: string
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly created_at: string
  readonly created_by: string
  readonly expires_at: string
  readonly revoked_at: string | null
  readonly revoked_by: string | null
}

export type TokenRequest = {
  readonly name: string
  readonly scopes: readonly Scope[]
  /** The instant from which it is refused. */
  readonly expiresAt: string
  readonly by: Actor
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567'
const ID_LENGTH = 12
const SECRET_LENGTH = 52
const NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/
const TOKEN = new RegExp(`^palermo_([${LETTERS}]{${ID_LENGTH}})_([${LETTERS}]{${SECRET_LENGTH}})$`)

const SHOWN = [
  'id',
  'name',
  'scopes',
  'created_at',
  'created_by',
  'expires_at',
  'revoked_at',
  'revoked_by',
] as const

/** Random letters, five bits each. */
function randomLetters(length: number): string {
  return [...randomBytes(length)].map((byte) => LETTERS.charAt(byte % LETTERS.length)).join('')
}

/** A token that nobody has yet: 260 random bits after the id by which it is found. */
export function newTokenText(): { readonly text: string; readonly id: string; readonly secret: string } {
  const id = randomLetters(ID_LENGTH)
  const secret = randomLetters(SECRET_LENGTH)
  return { text: `palermo_${id}_${secret}`, id, secret }
}

/** The two parts of a token; null for a text that is no token of this program. */
export function partsOfToken(text: string): { readonly id: string; readonly secret: string } | null {
  const parts = TOKEN.exec(text)
  return parts === null ? null : { id: String(parts[1]), secret: String(parts[2]) }
}

function refuseBadRequest({ name, scopes }: TokenRequest): void {
  const problems: InputProblem[] = []
  if (!NAME.test(name)) {
    const accepted = 'up to 64 small letters, digits, points, hyphens and underscores'
    problems.push({ field: 'name', value: name, accepted })
  }
  if (scopes.length === 0) problems.push({ field: 'scope', value: null, accepted: SCOPES.join(', ') })
  if (problems.length > 0) throw new InputError(problems)
}

/** Makes a token and answers with its text, which is kept nowhere: 260 random bits that nobody can ask for again.
 *  Throws InputError for a name or scopes that cannot be. */
export async function createToken(
  db: Kysely<Tables>,
  request: TokenRequest,
): Promise<{ readonly text: string; readonly token: OfficerToken }> {
  refuseBadRequest(request)
  const { text, id, secret } = newTokenText()
  const { name, scopes, expiresAt, by } = request
  const token = await db.transaction().execute(async (trx) => {
    const inserted = await sql<OfficerToken>`
      insert into officer_tokens (id, name, scopes, secret_hash, created_at, created_by, expires_at)
      values (${id}, ${name}, ${[...new Set(scopes)]}::text[], ${hashSecret(secret)}, clock_timestamp(), ${by.name},
        ${expiresAt})
      returning ${sql.join(SHOWN.map((column) => sql.ref(column)))}`.execute(trx)
    const [made] = inserted.rows
    if (made === undefined) throw new Error('the token was not written')
    await writeAudit(trx, {
      officer: by,
      act: 'token.create',
      subject: id,
      details: { name, scopes, expires_at: expiresAt },
    })
    return made
  })
  return { text, token }
}

/** Every token, revoked and expired ones too, the newest first. */
export async function listTokens(db: Kysely<Tables>): Promise<readonly OfficerToken[]> {
  return db.selectFrom('officer_tokens').select(SHOWN).orderBy('created_at', 'desc').orderBy('id').execute()
}

/** The token with that id and the hash of its secret; null where there is none. */
export async function findToken(
  db: Kysely<Tables>,
  id: string,
): Promise<(OfficerToken & { readonly secret_hash: string }) | null> {
  const found = await db.selectFrom('officer_tokens').selectAll().where('id', '=', id).executeTakeFirst()
  return found ?? null
}

/** Takes a token back from now on; it stays on record. Throws InputError for an id that no token bears, or that was
 *  revoked before. */
export async function revokeToken(
  db: Kysely<Tables>,
  { id, by }: { readonly id: string; readonly by: Actor },
): Promise<OfficerToken> {
  return db.transaction().execute(async (trx) => {
    const revoked = await sql<OfficerToken>`
      update officer_tokens set revoked_at = clock_timestamp(), revoked_by = ${by.name}
      where id = ${id} and revoked_at is null
      returning ${sql.join(SHOWN.map((column) => sql.ref(column)))}`.execute(trx)
    const [token] = revoked.rows
    if (token === undefined) {
      const accepted = 'the id of a token that is not revoked; `palermo tokens list` shows them'
      throw new InputError([{ field: 'id', value: id, accepted }])
    }
    await writeAudit(trx, { officer: by, act: 'token.revoke', subject: id, details: { name: token.name } })
    return token
  })
}
