import type { Context } from 'hono'
import { type Actor, isAllowed, SCOPES, type Scope } from '../record/officer.ts'
import { sha256Hex } from '../record/sha256.ts'
import { isAdminToken, isIdOfAdmin, markOfAdmin } from '../store/admin-token.ts'
import { audited } from '../store/audit-trail.ts'
import {
  beginSession,
  endSession,
  findSession,
  SESSION_SECONDS,
  type SessionOf,
} from '../store/officer-sessions.ts'
import { findToken, type OfficerToken, partsOfToken } from '../store/officer-tokens.ts'
import { isSecretOf, portableScrypt, type Scrypt, testAgainstNothing } from '../store/secret-hash.ts'
import type { Store } from '../store/store.ts'
import type { ClientOf } from './client.ts'
import { limitGuesses } from './guesses.ts'
import { takingTurns } from './in-turn.ts'
import { problemResponse } from './problem.ts'
import { CSRF_HEADER, csrfTokenOf, isOfSession, sessionCookie, sessionSecret } from './session-cookie.ts'
import { QueueFull, shortQueue } from './short-queue.ts'

/** Who asks and what they may do. */
export type Officer = Actor & {
  readonly scopes: readonly Scope[]
  /** Instant from which the token is refused; null for the token of ADMIN_TOKEN_HASH. */
  readonly expires_at: string | null
}

/** Tells officers by what they send. */
export type Officers = {
  /** The officer whose token or session that is. A request in a session that is not just reading needs its CSRF token:
   *  in the header `x-csrf-token`, or as `csrf`, where a form carried it. Throws OfficerRefused. */
  readonly of: (c: Context, csrf?: string | null | undefined) => Promise<Officer>
  /** Begins a session in a browser with a token, under a new secret. Throws OfficerRefused. */
  readonly signIn: (
    c: Context,
    token: string,
  ) => Promise<{ readonly officer: Officer; readonly setCookie: string }>
  /** Ends the session of the browser. Throws OfficerRefused without its CSRF token. */
  readonly signOut: (c: Context, csrf?: string | null) => Promise<{ readonly setCookie: string }>
  /** Who sits at the browser, and the CSRF token for the forms of a page; null without a session that holds. */
  readonly session: (c: Context) => Promise<{ readonly officer: Officer; readonly csrf: string } | null>
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
  /** Hash of a token that has every scope, as ADMIN_TOKEN_HASH has it; null where there is none. */
  readonly adminTokenHash: string | null
  readonly clientOf: ClientOf
  /** Whether readers come over TLS: then the cookie goes over nothing else. */
  readonly secure?: boolean
  /** Computes the slow hashes beside the program, one at a time; in its place, in JavaScript, when left out. Whatever
   *  waits then waits for nothing of another request, as it has to be at the edge. */
  readonly scrypt?: Scrypt
  readonly now: () => number
}

const KNOWN_TOKENS = 1_000
/** Tokens, each of another client, that are tested or wait for it at a time: a second or two for the last. */
const TESTED_AT_A_TIME = 16
const QUEUE_SECONDS = 2
const REALM = 'Bearer realm="palermo"'

function refused(c: Context, detail: string, error?: string): OfficerRefused {
  const challenge = error === undefined ? REALM : `${REALM}, error="${error}"`
  const headers = { 'www-authenticate': challenge }
  return new OfficerRefused(
    detail,
    problemResponse({ kind: 'token-needed', detail, instance: c.req.path, headers }),
  )
}

function tooMany(c: Context, seconds: number, why: string): OfficerRefused {
  const detail = `${why} Try again in ${seconds} seconds.`
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

/** Whether the token holds now, and is not revoked. */
function holds({ expires_at, revoked_at }: OfficerToken, now: number): boolean {
  return revoked_at === null && Date.parse(expires_at) > now
}

const READING = ['GET', 'HEAD']

function forged(c: Context): OfficerRefused {
  const detail =
    'What changes something is taken only from a page of the session itself: its CSRF token is missing.'
  return new OfficerRefused(detail, problemResponse({ kind: 'scope-needed', detail, instance: c.req.path }))
}

/** A token that was found to be of a hash on record. */
type Tested = {
  readonly kept: string
  /** Whether it may be used at once from now on: its client had not guessed too often when it was first used. */
  cleared: boolean
}

type Proven = {
  readonly officer: Officer
  readonly of: SessionOf
  readonly test: Tested
}

/** One after the other, a short queue of them. */
function inQueue(compute: Scrypt): Scrypt {
  const queue = shortQueue(TESTED_AT_A_TIME)
  return (...given) => queue(() => compute(...given))
}

/** Finds who a token or a session is of. Each time the row of the token is read, so that one that is revoked is refused
 *  at once; its slow hash is computed once, for as long as the row stays the same. */
function provingOfficers({ store, adminTokenHash, now, ...options }: OfficersOptions) {
  const scrypt = options.scrypt === undefined ? portableScrypt : inQueue(options.scrypt)
  /** By the SHA-256 of the token. */
  const known = new Map<string, Tested>()

  const testedBy = async (
    text: string,
    kept: string,
    isOf: () => Promise<boolean>,
  ): Promise<Tested | null> => {
    const digest = sha256Hex(text)
    const before = known.get(digest)
    if (before?.kept === kept) return before
    if (!(await isOf())) return null
    if (known.size >= KNOWN_TOKENS) known.clear()
    const test: Tested = { kept, cleared: false }
    known.set(digest, test)
    return test
  }
  const officerWith = (token: OfficerToken | null): Officer | null => {
    if (token === null || !holds(token, now())) return null
    return { name: token.name, token: token.id, scopes: token.scopes, expires_at: token.expires_at }
  }
  const admin: Officer = { name: 'admin', token: null, scopes: SCOPES, expires_at: null }
  const adminMark = adminTokenHash === null ? null : markOfAdmin(adminTokenHash)
  const asAdmin = async (text: string): Promise<Proven | null> => {
    if (adminTokenHash === null || adminMark === null) return null
    const test = await testedBy(text, adminTokenHash, () => isAdminToken(text, adminTokenHash, scrypt))
    return test === null ? null : { officer: admin, of: { token: null, admin_hash: adminMark }, test }
  }
  return {
    /** Whether the token was found good before; whether it still is stands on record. */
    isKnown: (text: string): boolean => known.get(sha256Hex(text))?.cleared === true,
    /** Reads what there is on record of a token, and answers with what tests it. That takes as long whether its id is
     *  on record or not, and is rejected with QueueFull where too many are tested. */
    testFor: async (text: string): Promise<() => Promise<Proven | null>> => {
      const parts = partsOfToken(text)
      const token = parts === null ? null : await findToken(store.db, parts.id)
      return async () => {
        if (parts === null) return asAdmin(text)
        const { id, secret } = parts
        if (token === null) {
          const proven = await asAdmin(text)
          const wasTested = proven !== null || isIdOfAdmin(id, adminTokenHash ?? '')
          if (!wasTested) await testAgainstNothing(secret, scrypt)
          return proven
        }
        const { secret_hash: kept } = token
        const test = await testedBy(text, kept, () => isSecretOf(secret, kept, scrypt))
        const officer = officerWith(token)
        if (test === null || officer === null) return null
        return { officer, of: { token: token.id, admin_hash: null }, test }
      }
    },
    withSession: async (secret: string): Promise<Officer | null> => {
      const of = await findSession(store.db, secret)
      if (of === null) return null
      if (of.token !== null) return officerWith(await findToken(store.db, of.token))
      return of.admin_hash === adminMark ? admin : null
    },
  }
}

/** Tells officers by their Bearer token, or by the session that they began with it in a browser. */
export function startOfficers(options: OfficersOptions): Officers {
  const { store, clientOf, secure = false, now } = options
  const guesses = limitGuesses(store, now)
  const proving = provingOfficers(options)

  const testToken = async (c: Context, text: string): Promise<Proven> => {
    const client = clientOf(c)
    const refuseAfter = (seconds: number): void => {
      if (seconds > 0) throw tooMany(c, seconds, 'Too many tokens from your address were not accepted.')
    }
    refuseAfter(guesses.waitHere(client))
    const test = await proving.testFor(text)
    // A token that was known may have been revoked meanwhile, and others of the same client have failed.
    refuseAfter(guesses.waitHere(client))
    const proven = await test().catch((error: unknown) => {
      if (!(error instanceof QueueFull)) throw error
      throw tooMany(c, QUEUE_SECONDS, 'Many tokens are being tested at the moment.')
    })
    if (proven === null) {
      refuseAfter(await guesses.failed(client))
      throw refused(c, 'The token is not known, has expired or was revoked.', 'invalid_token')
    }
    if (!proven.test.cleared) {
      // Who has guessed too often elsewhere is not told here of any token, not even of the right one, that it is one.
      refuseAfter(await guesses.waitEverywhere(client))
      proven.test.cleared = true
    }
    return proven
  }
  // Tokens that may be guesses are tested one after the other for each client: so ten are ten however many come at once,
  // and of the short queue of all clients one takes a single place. A hash in the place of the program needs no turn for
  // that: nothing comes between the look at the count, the hash and what is added to the count.
  const inTurn = options.scrypt === undefined ? null : takingTurns()
  const withToken = (c: Context, text: string): Promise<Proven> =>
    inTurn === null || proving.isKnown(text)
      ? testToken(c, text)
      : inTurn(clientOf(c), () => testToken(c, text))
  const inSession = async (c: Context, csrf: string | null | undefined): Promise<Officer | null> => {
    const secret = sessionSecret(c, secure)
    const officer = secret === null ? null : await proving.withSession(secret)
    if (secret === null || officer === null || READING.includes(c.req.method)) return officer
    if (isOfSession(secret, csrf ?? c.req.header(CSRF_HEADER))) return officer
    throw forged(c)
  }
  return {
    of: async (c, csrf) => {
      const text = bearer(c)
      if (text !== null) return (await withToken(c, text)).officer
      const officer = await inSession(c, csrf)
      if (officer !== null) return officer
      throw refused(c, 'Send an officer’s token: Authorization: Bearer palermo_…')
    },
    signIn: async (c, token) => {
      const { officer, of } = await withToken(c, token)
      const act = { officer, act: 'session.begin', subject: null }
      const secret = await audited(store.db, act, (trx) => beginSession(trx, of))
      return { officer, setCookie: sessionCookie(secret, { secure, seconds: SESSION_SECONDS }) }
    },
    signOut: async (c, csrf) => {
      const officer = await inSession(c, csrf)
      const secret = sessionSecret(c, secure)
      if (officer !== null && secret !== null) {
        const act = { officer, act: 'session.end', subject: null }
        await audited(store.db, act, (trx) => endSession(trx, secret))
      }
      return { setCookie: sessionCookie(null, { secure, seconds: 0 }) }
    },
    session: async (c) => {
      const secret = sessionSecret(c, secure)
      const officer = secret === null ? null : await proving.withSession(secret)
      return secret === null || officer === null ? null : { officer, csrf: csrfTokenOf(secret) }
    },
  }
}

/** The officer who asks, where the token has the scope. Throws OfficerRefused, which the app answers with 401, 403 or
 *  429 as a problem document. */
export async function officerOf(
  c: Context,
  {
    officers,
    scope,
    csrf,
  }: { readonly officers: Officers; readonly scope: Scope; readonly csrf?: string | null | undefined },
): Promise<Officer> {
  const officer = await officers.of(c, csrf)
  if (isAllowed(officer.scopes, scope)) return officer
  throw scopeMissing(c, { whose: officer.name, scope })
}

/** That a token which holds is not enough for what was asked. */
export function scopeMissing(
  c: Context,
  { whose, scope }: { readonly whose: string; readonly scope: Scope },
): OfficerRefused {
  const detail = `The token of ${whose} does not have the scope "${scope}".`
  const headers = { 'www-authenticate': `${REALM}, error="insufficient_scope", scope="${scope}"` }
  return new OfficerRefused(
    detail,
    problemResponse({ kind: 'scope-needed', detail, instance: c.req.path, headers }),
  )
}
