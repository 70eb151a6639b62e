import { createHash } from 'node:crypto'

/** SHA-256 of a text file in hex, the same whatever its ends of lines. Node's own: half a megabyte is hashed at each
 *  start, before the compiler has looked at any of ours. */
export function fileHash(text: string): string {
  return createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex')
}
