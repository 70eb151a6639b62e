import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { serialize } from 'hono/utils/cookie'
import { sha256Hex } from '../record/sha256.ts'
import { sameInConstantTime } from '../store/secret-hash.ts'

/** The name of the field of a form, and of the header, that carries the CSRF token. */
export const CSRF_FIELD = 'csrf'
export const CSRF_HEADER = 'x-csrf-token'

const PLAIN_NAME = 'palermo_session'
/** A browser takes this name only with Secure, Path=/ and no Domain: no other host can set it. */
const SECURE_NAME = '__Host-palermo_session'
const SECRET = /^[0-9a-f]{64}$/

const utf8 = new TextEncoder()

/** The secret in the cookie of a request; null where there is none. */
export function sessionSecret(c: Context, secure: boolean): string | null {
  const found = getCookie(c, secure ? SECURE_NAME : PLAIN_NAME)
  return found !== undefined && SECRET.test(found) ? found : null
}

/** The value of Set-Cookie that begins a session in the browser; it ends with a secret that is null. */
export function sessionCookie(
  secret: string | null,
  { secure, seconds }: { readonly secure: boolean; readonly seconds: number },
): string {
  return serialize(secure ? SECURE_NAME : PLAIN_NAME, secret ?? '', {
    httpOnly: true,
    sameSite: 'Strict',
    path: '/',
    secure,
    maxAge: secret === null ? 0 : seconds,
  })
}

/** The CSRF token of a session: what its own pages send back with each form, and no other site can know. */
export function csrfTokenOf(secret: string): string {
  return sha256Hex(`csrf of a session of palermo\n${secret}`)
}

/** Whether a request was sent by a page of the session. */
export function isOfSession(secret: string, csrf: string | null | undefined): boolean {
  if (csrf === null || csrf === undefined) return false
  return sameInConstantTime(utf8.encode(csrf), utf8.encode(csrfTokenOf(secret)))
}
