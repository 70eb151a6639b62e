import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { createServer as createTcpServer, type Server, type Socket } from 'node:net'
import type { SelfSigned } from './self-signed.ts'

/** A server on the loopback address for one test. */
export type LoopbackServer = {
  readonly port: number
  /** `http://127.0.0.1:<port>`, or https. */
  readonly origin: string
  /** The connections that were ever made to it. */
  readonly connections: () => number
  /** Resolves when nobody is connected any more; rejects after a second. */
  readonly empty: () => Promise<void>
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

export type Seen = { readonly url: string; readonly headers: IncomingMessage['headers'] }

async function listening(server: Server, scheme: 'http' | 'https'): Promise<LoopbackServer> {
  const open = new Set<Socket>()
  let made = 0
  server.on('connection', (socket: Socket) => {
    made += 1
    open.add(socket)
    socket.on('error', () => open.delete(socket))
    socket.on('close', () => open.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const at = server.address()
  if (at === null || typeof at === 'string') throw new Error('the server has no port')
  return {
    port: at.port,
    origin: `${scheme}://127.0.0.1:${at.port}`,
    connections: () => made,
    empty: async () => {
      const late = Date.now() + 1000
      while (open.size > 0) {
        if (Date.now() > late) throw new Error(`${open.size} connections are still open`)
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of open) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** Serves HTTP; keeps what was asked in `seen`. */
export async function httpServer(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<LoopbackServer & { readonly seen: Seen[] }> {
  const seen: Seen[] = []
  const listener: RequestListener = (request, response) => {
    seen.push({ url: String(request.url), headers: request.headers })
    answer(request, response)
  }
  return { ...(await listening(createServer({ keepAliveTimeout: 60_000 }, listener), 'http')), seen }
}

/** Serves HTTP over TLS with a certificate; keeps the names that clients asked for in `names`. */
export async function httpsServer(
  certificate: SelfSigned,
  answer: RequestListener,
): Promise<LoopbackServer & { readonly names: (string | false)[] }> {
  const names: (string | false)[] = []
  const server = createSecureServer({ ...certificate }, answer)
  server.on('secureConnection', (socket) => names.push(socket.servername ?? false))
  server.on('tlsClientError', () => undefined)
  return { ...(await listening(server, 'https')), names }
}

/** Takes connections and leaves them to the test, byte by byte. */
export async function tcpServer(onSocket: (socket: Socket) => void): Promise<LoopbackServer> {
  return listening(createTcpServer(onSocket), 'http')
}
