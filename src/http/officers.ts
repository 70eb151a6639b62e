import type { Context } from 'hono'
import { type Actor, SCOPES, type Scope } from '../record/officer.ts'
import { sha256Hex } from '../record/sha256.ts'
import { findToken, type OfficerToken, partsOfToken } from '../store/officer-tokens.ts'
import { isSecretOf, sameInConstantTime } from '../store/secret-hash.ts'
import type { Store } from '../store/store.ts'
import { limitAttempts } from './attempts.ts'
import type { ClientOf } from './client.ts'
import { problemResponse } from './problem.ts'

/** Who asks and what they may do. */
export type Officer = Actor & {
  readonly scopes: readonly Scope[]
  /** Instant from which the token is refused; null for the token of ADMIN_TOKEN_HASH. */
  readonly expires_at: string | null
}

/** Tells officers by what they send. */
export type Officers = {
  /** The officer whose token that is. Throws OfficerRefused. */
  readonly of: (c: Context) => Promise<Officer>
}

/** Thrown where somebody may not do what was asked; `response` says so. Nothing was done. */
export class OfficerRefused extends Error {
  override readonly name = 'OfficerRefused'
  readonly response: Response

  constructor(why: string, response: Response) {
    super(why)
    this.response = response
  }
}

export type OfficersOptions = {
  readonly store: Store
  /** SHA-256 in hex of a token that has every scope; null where there is none. */
  readonly adminTokenHash: string | null
  readonly clientOf: ClientOf
  readonly now: () => number
}

const FAILURES = 10
const FAILURES_WITHIN_MS = 600_000
const KNOWN_TOKENS = 1_000
const REALM = 'Bearer realm="palermo"'

const utf8 = new TextEncoder()

function refused(c: Context, detail: string, error?: string): OfficerRefused {
  const challenge = error === undefined ? REALM : `${REALM}, error="${error}"`
  const headers = { 'www-authenticate': challenge }
  return new OfficerRefused(
    detail,
    problemResponse({ kind: 'token-needed', detail, instance: c.req.path, headers }),
  )
}

function tooMany(c: Context, seconds: number): OfficerRefused {
  const detail = `Too many tokens from your address were not accepted. Try again in ${seconds} seconds.`
  const headers = { 'retry-after': String(seconds) }
  return new OfficerRefused(
    detail,
    problemResponse({ kind: 'too-many-requests', detail, instance: c.req.path, headers }),
  )
}

function bearer(c: Context): string | null {
  const found = /^Bearer +([^\s]+)$/i.exec(c.req.header('authorization') ?? '')
  return found === null ? null : String(found[1])
}

function isAdmin(text: string, adminTokenHash: string | null): boolean {
  if (adminTokenHash === null) return false
  return sameInConstantTime(utf8.encode(sha256Hex(text)), utf8.encode(adminTokenHash.toLowerCase()))
}

/** Whether the token holds now, and is not revoked. */
function holds({ expires_at, revoked_at }: OfficerToken, now: number): boolean {
  return revoked_at === null && Date.parse(expires_at) > now
}

/** Tells officers by their Bearer token. Each request reads the token's row, so that one that is revoked is refused at
 *  once; its slow hash is computed once, for as long as the row stays the same. */
export function startOfficers({ store, adminTokenHash, clientOf, now }: OfficersOptions): Officers {
  const attempts = limitAttempts({ most: FAILURES, withinMs: FAILURES_WITHIN_MS, now })
  /** Hash on record by the SHA-256 of a token that it was found to be of. */
  const known = new Map<string, string>()

  const proven = (text: string, kept: string, secret: string): boolean => {
    const digest = sha256Hex(text)
    if (known.get(digest) === kept) return true
    if (!isSecretOf(secret, kept)) return false
    if (known.size >= KNOWN_TOKENS) known.clear()
    known.set(digest, kept)
    return true
  }

  const officerWith = async (text: string): Promise<Officer | null> => {
    if (isAdmin(text, adminTokenHash)) return { name: 'admin', token: null, scopes: SCOPES, expires_at: null }
    const parts = partsOfToken(text)
    const token = parts === null ? null : await findToken(store.db, parts.id)
    if (parts === null || token === null || !proven(text, token.secret_hash, parts.secret)) return null
    if (!holds(token, now())) return null
    return { name: token.name, token: token.id, scopes: token.scopes, expires_at: token.expires_at }
  }

  return {
    of: async (c) => {
      const text = bearer(c)
      if (text === null) throw refused(c, 'Send an officer’s token: Authorization: Bearer palermo_…')
      const client = clientOf(c)
      const wait = attempts.wait(client)
      if (wait > 0) throw tooMany(c, wait)
      const officer = await officerWith(text)
      if (officer !== null) return officer
      attempts.failed(client)
      throw refused(c, 'The token is not known, has expired or was revoked.', 'invalid_token')
    },
  }
}

/** The officer who asks, where the token has the scope. Throws OfficerRefused, which the app answers with 401, 403 or
 *  429 as a problem document. */
export async function officerOf(
  c: Context,
  { officers, scope }: { readonly officers: Officers; readonly scope: Scope },
): Promise<Officer> {
  const officer = await officers.of(c)
  if (officer.scopes.includes(scope)) return officer
  const detail = `The token of ${officer.name} does not have the scope "${scope}".`
  const headers = { 'www-authenticate': `${REALM}, error="insufficient_scope", scope="${scope}"` }
  throw new OfficerRefused(
    detail,
    problemResponse({ kind: 'scope-needed', detail, instance: c.req.path, headers }),
  )
}
