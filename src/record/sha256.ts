import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

const utf8 = new TextEncoder()

/** SHA-256 of bytes, or of a text in UTF-8, in hexadecimal with small letters. */
export function sha256Hex(content: string | Uint8Array): string {
  return bytesToHex(sha256(typeof content === 'string' ? utf8.encode(content) : content))
}

/** SHA-256 and length in bytes of texts joined, in UTF-8, without holding them all at once. */
export function sha256OfTexts(texts: Iterable<string>): { readonly bytes: number; readonly sha256: string } {
  const hash = sha256.create()
  let bytes = 0
  for (const text of texts) {
    const part = utf8.encode(text)
    hash.update(part)
    bytes += part.length
  }
  return { bytes, sha256: bytesToHex(hash.digest()) }
}
