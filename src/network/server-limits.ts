import type { IncomingMessage, Server, ServerOptions, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** Limits of the server of Node, before a request is one: so slow and endless ones hold nobody else up. */
export const SERVER_OPTIONS: ServerOptions = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 2_000,
  // Refused by `refusalOf`, with a document.
  requireHostHeader: false,
}

/** A connection on which nothing moves, in neither direction, is given up. */
const IDLE_MS = 30_000

/** Why a request is refused before the program sees it. */
export type Refusal = {
  readonly status: number
  readonly phrase: string
  readonly title: string
  /** Last part of the `type` of the problem document. */
  readonly kind: string
}

export const NO_REQUEST: Refusal = {
  status: 400,
  phrase: 'Bad Request',
  title: 'That is no request',
  kind: 'no-request',
}
const NOT_ALLOWED: Refusal = {
  status: 405,
  phrase: 'Method Not Allowed',
  title: 'This address can only be read',
  kind: 'method-not-allowed',
}
const NOT_EXPECTED: Refusal = {
  status: 417,
  phrase: 'Expectation Failed',
  title: 'What the request expects is not done here',
  kind: 'no-request',
}
export const OUR_FAULT: Refusal = {
  status: 500,
  phrase: 'Internal Server Error',
  title: 'Something went wrong here; it is not your fault',
  kind: 'internal-error',
}
const ANSWERS: Readonly<Record<string, Refusal>> = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    phrase: 'Request Header Fields Too Large',
    title: 'The header fields are too long',
    kind: 'headers-too-long',
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    phrase: 'Request Timeout',
    title: 'The request did not come in time',
    kind: 'request-too-slow',
  },
}

/** Header fields of every answer of the program, which those that are given before it is asked have too. */
export type SaidAlways = Readonly<Record<string, string>>

/** The problem document of a refusal, and its header fields. */
export function refusalDocument({ status, title, kind }: Refusal, always: SaidAlways) {
  const body = JSON.stringify({
    type: `/docs#problem-${kind}`,
    title,
    status,
    detail: `${title}.`,
    instance: '',
  })
  const headers = {
    ...always,
    'content-type': 'application/problem+json',
    'content-length': String(Buffer.byteLength(body)),
    'cache-control': 'no-store',
    connection: 'close',
  }
  return { body, headers }
}

const ALLOWED = { allow: 'GET, HEAD, OPTIONS' }

/** The whole answer, for a connection without one of Node. */
function refusalText(refusal: Refusal, always: SaidAlways): string {
  const { body, headers } = refusalDocument(refusal, always)
  const allow = refusal.status === NOT_ALLOWED.status ? ALLOWED : {}
  const fields = Object.entries({ ...headers, ...allow }).map(([name, value]) => `${name}: ${value}`)
  return [`HTTP/1.1 ${refusal.status} ${refusal.phrase}`, ...fields, '', body].join('\r\n')
}

/** Methods of which no request can be made (Fetch standard); nothing here is read or changed by them. */
const NEVER: ReadonlySet<string> = new Set(['TRACE', 'TRACK'])

/** Why a request that Node could read is refused all the same: a method that nothing knows, no host or several of them,
 *  of which each server on the way might take another. null where it is not. */
export function refusalOf({ method = '', rawHeaders }: IncomingMessage): Refusal | null {
  if (NEVER.has(method)) return NOT_ALLOWED
  let hosts = 0
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]
    if (name?.length === 4 && name.toLowerCase() === 'host') hosts += 1
  }
  return hosts === 1 ? null : NO_REQUEST
}

/** Answers with the problem document of the refusal, and closes the connection after it. */
export function refuse(outgoing: ServerResponse, refusal: Refusal, always: SaidAlways): void {
  const { body, headers } = refusalDocument(refusal, always)
  const allow = refusal.status === NOT_ALLOWED.status ? ALLOWED : {}
  outgoing.writeHead(refusal.status, { ...headers, ...allow }).end(body)
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
export function limitConnections(server: Server, always: SaidAlways): void {
  server.setTimeout(IDLE_MS)
  server.on('timeout', giveUp)
  server.on('checkExpectation', (_incoming: IncomingMessage, outgoing: ServerResponse) =>
    refuse(outgoing, NOT_EXPECTED, always),
  )
  // A tunnel to elsewhere, which Node hands over as a bare connection.
  server.on('connect', (_incoming, socket) => {
    socket.on('error', () => socket.destroy())
    socket.end(refusalText(NOT_ALLOWED, always))
  })
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy()
    else socket.end(refusalText(ANSWERS[error.code ?? ''] ?? NO_REQUEST, always))
  })
}
