import type { Server, ServerOptions } from 'node:http'
import type { Socket } from 'node:net'

/** Limits of the server of Node, before a request is one: so slow and endless ones hold nobody else up. */
export const SERVER_OPTIONS: ServerOptions = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 2_000,
}

/** A connection on which nothing moves, in neither direction, is given up. */
const IDLE_MS = 30_000

const ANSWERS: Readonly<
  Record<string, { readonly status: number; readonly phrase: string; readonly title: string }>
> = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    phrase: 'Request Header Fields Too Large',
    title: 'The header fields are too long',
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    phrase: 'Request Timeout',
    title: 'The request did not come in time',
  },
}
const NO_REQUEST = { status: 400, phrase: 'Bad Request', title: 'That is no request' }

function answerTo(error: NodeJS.ErrnoException): string {
  const { status, phrase, title } = ANSWERS[error.code ?? ''] ?? NO_REQUEST
  const kind = { 408: 'request-too-slow', 431: 'headers-too-long' }[status] ?? 'no-request'
  const body = JSON.stringify({
    type: `/docs#problem-${kind}`,
    title,
    status,
    detail: `${title}.`,
    instance: '',
  })
  const headers = [
    `HTTP/1.1 ${status} ${phrase}`,
    'content-type: application/problem+json',
    `content-length: ${Buffer.byteLength(body)}`,
    'x-content-type-options: nosniff',
    'cache-control: no-store',
    'connection: close',
  ]
  return `${headers.join('\r\n')}\r\n\r\n${body}`
}

/** Gives a connection up whose time is over, unless a request has arrived on it. Where the process itself stood still, its
 *  timers come before what was sent meanwhile; closed at once, the connection would be reset under a request in time. */
function giveUp(socket: Socket): void {
  const { bytesRead } = socket
  setImmediate(() => {
    if (socket.bytesRead === bytesRead) socket.destroy()
  })
}

/** Answers what Node cannot read with a problem document, and gives up connections on which nothing moves. */
export function limitConnections(server: Server): void {
  server.setTimeout(IDLE_MS)
  server.on('timeout', giveUp)
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy()
    else socket.end(answerTo(error))
  })
}
