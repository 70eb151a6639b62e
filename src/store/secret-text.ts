import { sha256Hex } from '../record/sha256.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** How long a link that confirms a subscription is good, and one that manages it. */
export const CONFIRM_MS = 2 * DAY_MS
export const LINK_MS = 400 * DAY_MS

function randomBytes(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length))
}

/** A new secret for links and programs: 256 bits that stand in an address as they are. Only `secretHash` of it is
 *  kept. */
export function newSecret(): string {
  return Buffer.from(randomBytes(32)).toString('base64url')
}

/** What is kept of a secret. A secret of 256 random bits needs no slow hash. */
export function secretHash(secret: string): string {
  return sha256Hex(secret)
}

/** A new key that signs webhooks, in the form of Standard Webhooks. */
export function newSigningSecret(): string {
  return `whsec_${Buffer.from(randomBytes(24)).toString('base64')}`
}

/** A new name for addresses that cannot be guessed. */
export function newName(): string {
  return `sub_${Buffer.from(randomBytes(15)).toString('hex')}`
}
