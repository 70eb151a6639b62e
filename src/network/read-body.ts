import type { IncomingMessage } from 'node:http'
import { OutboundFailure } from '../outbound/outbound-failure.ts'

const NO_CONTENT = 204
const NOT_MODIFIED = 304

/** Whether the body of such an answer is of any use. */
export function hasBody(status: number): boolean {
  return status >= 200 && status !== NO_CONTENT && status !== NOT_MODIFIED && (status < 300 || status >= 400)
}

function tooLarge(limit: number): OutboundFailure {
  return new OutboundFailure('too_large', `the body is longer than ${limit} bytes`)
}

/** The bytes of a body as they were sent, at most so many. Throws OutboundFailure `too_large` as soon as there is one
 *  more, or before the first where the headers announce it; rejects with the signal's reason when that aborts, and with
 *  Node's own error where the connection breaks. */
export async function readBody(
  message: IncomingMessage,
  { wireBytes, signal }: { readonly wireBytes: number; readonly signal: AbortSignal },
): Promise<Uint8Array> {
  const announced = Number(message.headers['content-length'])
  if (announced > wireBytes) throw tooLarge(wireBytes)
  const stop = (): void => {
    message.destroy(signal.reason)
  }
  signal.throwIfAborted()
  signal.addEventListener('abort', stop, { once: true })
  const pieces: Uint8Array[] = []
  let length = 0
  try {
    for await (const piece of message as AsyncIterable<Buffer>) {
      length += piece.length
      if (length > wireBytes) throw tooLarge(wireBytes)
      pieces.push(piece)
    }
  } finally {
    signal.removeEventListener('abort', stop)
  }
  return new Uint8Array(Buffer.concat(pieces, length))
}
