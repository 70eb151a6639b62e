import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Server as Listener } from 'node:net'
import type { getRequestListener } from '@hono/node-server'
import { InputError } from './law/input-error.ts'
import { listenRefusal } from './network/free-port.ts'
import { oneAtATime } from './network/one-at-a-time.ts'
import {
  limitConnections,
  NO_REQUEST,
  OUR_FAULT,
  refusalDocument,
  refusalOf,
  refuse,
  type SaidAlways,
  SERVER_OPTIONS,
} from './network/server-limits.ts'

export type ListenAt = {
  readonly port: number
  readonly host: string
  /** Number of an open file that is a socket held by whoever started the program; null to open one. */
  readonly socket: number | null
}

type FetchCallback = Parameters<typeof getRequestListener>[0]
type First = (incoming: IncomingMessage, outgoing: ServerResponse) => boolean

type Handle = ReturnType<typeof getRequestListener>

/** What makes a request of what comes in brings Node's own `fetch` with it, which takes longer to read than to listen: it
 *  is read once the server listens, or with the first request. */
function makingRequests(fetch: FetchCallback, always: SaidAlways) {
  let handle: Handle | null = null
  let reading: Promise<Handle> | null = null
  const read = async (): Promise<Handle> => {
    const { getRequestListener, RequestError } = await import('@hono/node-server')
    /** Answers what no request can be made of: an address that is none, a host that cannot be one. */
    const errorHandler = (error: unknown): Response => {
      const refusal = error instanceof RequestError ? NO_REQUEST : OUR_FAULT
      const { body, headers } = refusalDocument(refusal, always)
      return new Response(body, { status: refusal.status, headers })
    }
    handle = getRequestListener(fetch, { errorHandler })
    return handle
  }
  return (): Handle | Promise<Handle> => {
    reading ??= read()
    return handle ?? reading
  }
}

/** A server within the limits of the program. `first` answers what it can before anything is made of the request; the
 *  rest goes to `fetch`. null: everything does. What the server refuses by itself has the header fields `always`. */
export function makeServer({
  fetch,
  first,
  always,
}: {
  readonly fetch: FetchCallback
  readonly first: First | null
  readonly always: SaidAlways
}): Server {
  const otherwise = makingRequests(fetch, always)
  const makeAndAnswer = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const handle = otherwise()
    if (typeof handle === 'function') void handle(incoming, outgoing)
    else void handle.then((read) => read(incoming, outgoing))
  }
  const handle = oneAtATime((incoming, outgoing) => {
    const refusal = refusalOf(incoming)
    if (refusal !== null) refuse(outgoing, refusal, always)
    else if (first === null || !first(incoming, outgoing)) makeAndAnswer(incoming, outgoing)
  })
  const server = createServer(SERVER_OPTIONS, handle)
  limitConnections(server, always)
  server.once('listening', () => setImmediate(otherwise))
  return server
}

/** Listens, and answers with the address. Throws InputError where the port or the host cannot be had. */
export function listen(server: Server, { port, host, socket }: ListenAt): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (socket !== null) {
        const accepted = `a socket that listens as file ${socket} (${error.code})`
        return reject(new InputError([{ field: 'LISTEN_FDS', value: '1', accepted }]))
      }
      return reject(listenRefusal(error, { port, host }))
    })
    server.listen(socket === null ? { port, host } : { fd: socket }, () => {
      const at = server.address()
      const own = typeof at === 'object' && at !== null ? at : { address: host, port }
      const name = socket === null ? host : own.address
      resolve(`http://${name.includes(':') ? `[${name}]` : name}:${own.port}`)
    })
  })
}

export type Farewell = {
  /** How long connections without a request under way are kept for the one that may be on its way. */
  readonly idleMs: number
  /** How long requests under way are waited for. */
  readonly longestMs: number
}

/** Takes no new connections and waits for the requests under way. A reader who keeps a connection is told with the next
 *  answer that it was the last on it, so that none sends a request into a connection that is just being closed. */
export function closeGently(server: Server, { idleMs, longestMs }: Farewell): Promise<void> {
  server.prependListener('request', (_request: IncomingMessage, response: ServerResponse) => {
    response.setHeader('connection', 'close')
  })
  // What is under way now may have said otherwise: its connection is kept no longer than the others. 0 would be for ever.
  server.keepAliveTimeout = Math.max(1, idleMs)
  return new Promise((resolve) => {
    const idle = setTimeout(() => server.closeIdleConnections(), idleMs)
    const cut = setTimeout(() => server.closeAllConnections(), longestMs)
    // As of a plain listener: that of HTTP would close idle connections at once.
    Listener.prototype.close.call(server, () => {
      clearTimeout(idle)
      clearTimeout(cut)
      resolve()
    })
  })
}
