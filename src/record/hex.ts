import { bytesToHex } from '@noble/hashes/utils.js'

/** Bytes in hexadecimal with small letters. */
export function hexOf(bytes: Uint8Array): string {
  return bytesToHex(bytes)
}
