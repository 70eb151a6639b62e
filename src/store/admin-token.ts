import { sha256Hex } from '../record/sha256.ts'
import { newTokenText, partsOfToken } from './officer-tokens.ts'
import { hashSecret, isSecretOf, portableScrypt, sameInConstantTime } from './secret-hash.ts'

/** What is said where ADMIN_TOKEN_HASH is read and is none. */
export const ADMIN_HASH_ACCEPTED =
  'what `palermo tokens admin` prints beside its token, or the SHA-256 of a token in 64 hexadecimal digits; never the token itself'

const PLAIN = /^[0-9a-f]{64}$/i
/** The id of the token, then the parts of its scrypt hash. Colons, as dollars mean something to shells. */
const SALTED = /^scrypt:([a-z2-7]{12}):(\d{1,6}):(\d{1,2}):(\d{1,2}):([0-9a-f]{32,}):([0-9a-f]{64})$/

const utf8 = new TextEncoder()

/** Whether it is a hash that ADMIN_TOKEN_HASH may be. */
export function isAdminHash(text: string): boolean {
  if (PLAIN.test(text)) return true
  const cost = Number(SALTED.exec(text)?.[2] ?? 0)
  return cost > 1 && Number.isInteger(Math.log2(cost))
}

/** Whether it is a plain SHA-256: whoever reads that can try billions of tokens in a second, which only a long random
 *  token withstands. */
export function isPlainHash(adminTokenHash: string): boolean {
  return PLAIN.test(adminTokenHash)
}

/** Makes a token with every scope that is in no database, and the ADMIN_TOKEN_HASH that accepts it. */
export function newAdminToken(): { readonly text: string; readonly hash: string } {
  const { text, id, secret } = newTokenText()
  const [scheme, ...parts] = hashSecret(secret).split('$')
  return { text, hash: [scheme, id, ...parts].join(':') }
}

/** Whether the token is the one of the hash. The slow hash is computed only for a token of the same id, so that nobody
 *  can make the server compute it who does not have that. */
export async function isAdminToken(
  text: string,
  adminTokenHash: string,
  compute = portableScrypt,
): Promise<boolean> {
  if (isPlainHash(adminTokenHash)) {
    return sameInConstantTime(utf8.encode(sha256Hex(text)), utf8.encode(adminTokenHash.toLowerCase()))
  }
  const parts = partsOfToken(text)
  const [scheme, id, ...hash] = adminTokenHash.split(':')
  if (parts === null || parts.id !== id) return false
  return isSecretOf(parts.secret, [scheme, ...hash].join('$'), compute)
}

/** Whether the hash is of a token with that id, so that a slow hash tells whether it is the one. */
export function isIdOfAdmin(id: string, adminTokenHash: string): boolean {
  return SALTED.exec(adminTokenHash)?.[1] === id
}

/** What sessions that were begun with the token are known by: they end when the hash is another. */
export function markOfAdmin(adminTokenHash: string): string {
  return isPlainHash(adminTokenHash) ? adminTokenHash.toLowerCase() : sha256Hex(adminTokenHash)
}
