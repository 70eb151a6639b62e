import { scrypt } from '@noble/hashes/scrypt.js'
import { bytesToHex, hexToBytes, randomBytes } from '@noble/hashes/utils.js'

/** Cost of the hash: 16 MB and about 70 ms. It stands in each hash, so that a later version may raise it. */
const COST = { N: 2 ** 14, r: 8, p: 1 } as const
const HASH_BYTES = 32
const SALT_BYTES = 16

const FORM = /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([0-9a-f]+)\$([0-9a-f]+)$/

/** Whether two values are the same, in a time that tells nothing of where they differ. */
export function sameInConstantTime(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false
  let differing = 0
  for (const [place, byte] of one.entries()) differing |= byte ^ Number(other[place])
  return differing === 0
}

/** A salted hash of a secret, with all that is needed to test another against it. Pure JavaScript, so that it is the
 *  same at the edge. */
export function hashSecret(secret: string): string {
  const salt = randomBytes(SALT_BYTES)
  const hash = scrypt(secret, salt, { ...COST, dkLen: HASH_BYTES })
  return ['scrypt', COST.N, COST.r, COST.p, bytesToHex(salt), bytesToHex(hash)].join('$')
}

/** Whether a hash that `hashSecret` made is of this secret. */
export function isSecretOf(secret: string, kept: string): boolean {
  const parts = FORM.exec(kept)
  if (parts === null) throw new Error('a kept hash that no version of this program has written')
  const [, n, r, p, salt = '', hash = ''] = parts
  const expected = hexToBytes(hash)
  const found = scrypt(secret, hexToBytes(salt), {
    N: Number(n),
    r: Number(r),
    p: Number(p),
    dkLen: expected.length,
  })
  return sameInConstantTime(found, expected)
}
