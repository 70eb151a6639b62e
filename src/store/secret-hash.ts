import { scrypt } from '@noble/hashes/scrypt.js'
import { bytesToHex, hexToBytes, randomBytes } from '@noble/hashes/utils.js'

/** Cost of the hash: 16 MB and about 70 ms. It stands in each hash, so that a later version may raise it. */
const COST = { N: 2 ** 14, r: 8, p: 1 } as const
const HASH_BYTES = 32
const SALT_BYTES = 16

const FORM = /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([0-9a-f]+)\$([0-9a-f]+)$/

/** Computes scrypt (RFC 7914). The portable one takes the whole program for as long as it lasts. */
export type Scrypt = (
  secret: string,
  salt: Uint8Array,
  cost: { readonly N: number; readonly r: number; readonly p: number; readonly dkLen: number },
) => Promise<Uint8Array>

/** In JavaScript alone, so that it is the same at the edge. */
export const portableScrypt: Scrypt = async (secret, salt, cost) => scrypt(secret, salt, cost)

/** Whether two values are the same, in a time that tells nothing of where they differ. */
export function sameInConstantTime(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false
  let differing = 0
  for (const [place, byte] of one.entries()) differing |= byte ^ Number(other[place])
  return differing === 0
}

/** A salted hash of a secret, with all that is needed to test another against it. */
export function hashSecret(secret: string): string {
  const salt = randomBytes(SALT_BYTES)
  const hash = scrypt(secret, salt, { ...COST, dkLen: HASH_BYTES })
  return ['scrypt', COST.N, COST.r, COST.p, bytesToHex(salt), bytesToHex(hash)].join('$')
}

/** Whether a hash that `hashSecret` made is of this secret. */
export async function isSecretOf(secret: string, kept: string, compute = portableScrypt): Promise<boolean> {
  const parts = FORM.exec(kept)
  if (parts === null) throw new Error('a kept hash that no version of this program has written')
  const [, n, r, p, salt = '', hash = ''] = parts
  const expected = hexToBytes(hash)
  const cost = { N: Number(n), r: Number(r), p: Number(p), dkLen: expected.length }
  return sameInConstantTime(await compute(secret, hexToBytes(salt), cost), expected)
}

/** Takes as long as `isSecretOf` with a hash of `hashSecret`: where there is no hash to test a secret against, the time of
 *  the answer shall not say so. */
export async function testAgainstNothing(secret: string, compute = portableScrypt): Promise<void> {
  await compute(secret, new Uint8Array(SALT_BYTES), { ...COST, dkLen: HASH_BYTES })
}
