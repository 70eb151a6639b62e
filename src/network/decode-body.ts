import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib'
import { OutboundFailure } from '../outbound/outbound-failure.ts'

/** What is asked for, and nothing else is taken apart. */
export const ACCEPTED_ENCODINGS = 'gzip, deflate, br'

type Decompress = (bytes: Uint8Array, limit: { maxOutputLength: number }) => Promise<Uint8Array>

const ungzip: Decompress = promisify(gunzip)
const unbrotli: Decompress = promisify(brotliDecompress)
const inflated: Decompress = promisify(inflate)
const inflatedRaw: Decompress = promisify(inflateRaw)

/** Some servers send deflate without the two bytes that RFC 9110 wants before it. */
function hasZlibHeader(bytes: Uint8Array): boolean {
  const [first, second] = bytes
  return (
    first !== undefined && second !== undefined && (first & 15) === 8 && (first * 256 + second) % 31 === 0
  )
}

function decompressorOf(encoding: string | null, bytes: Uint8Array): Decompress | null {
  if (encoding === null) return null
  switch (encoding.trim().toLowerCase()) {
    case '':
    case 'identity':
      return null
    case 'gzip':
    case 'x-gzip':
      return ungzip
    case 'br':
      return unbrotli
    case 'deflate':
      return hasZlibHeader(bytes) ? inflated : inflatedRaw
    default: {
      const words = `the answer is packed as ${JSON.stringify(encoding.slice(0, 40))}, which was not asked for`
      throw new OutboundFailure('unknown_encoding', words)
    }
  }
}

/** The bytes of a body as its Content-Encoding says, and not one more than the limit: what would be longer is not
 *  unpacked to its end. Throws OutboundFailure `too_large` or `unknown_encoding`; throws zlib's own error where the
 *  bytes are not what they are said to be. */
export async function decodeBody(
  bytes: Uint8Array,
  { encoding, decodedBytes }: { readonly encoding: string | null; readonly decodedBytes: number },
): Promise<Uint8Array> {
  const decompress = decompressorOf(encoding, bytes)
  if (decompress !== null && bytes.length > 0) {
    return new Uint8Array(await decompress(bytes, { maxOutputLength: decodedBytes }))
  }
  if (bytes.length > decodedBytes) {
    throw new OutboundFailure('too_large', `the body is longer than ${decodedBytes} bytes`)
  }
  return bytes
}
