import { lookup } from 'node:dns/promises'
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { Exchange, OutboundAnswer, OutboundRequest } from '../outbound/exchange.ts'
import { OutboundFailure } from '../outbound/outbound-failure.ts'
import { openCheckedSocket, type Resolve } from './checked-socket.ts'
import { ACCEPTED_ENCODINGS, decodeBody } from './decode-body.ts'
import { failureOf } from './failure-of.ts'
import { hasBody, readBody } from './read-body.ts'
import { orAborted, within } from './within.ts'

const HEADER_BYTES = 16 * 1024

const resolveBySystem: Resolve = (hostname) => lookup(hostname, { all: true, order: 'verbatim' })

function headersOf(message: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(message.headers).filter(
      (header): header is [string, string] => typeof header[1] === 'string',
    ),
  )
}

type Sent = {
  readonly sent: ClientRequest
  readonly answer: Promise<IncomingMessage>
  /** What went wrong on the connection after the answer's headers; null where nothing did. */
  readonly broken: () => Error | null
}

function send({ method, url, headers, body }: OutboundRequest, socket: Socket): Sent {
  const answered = Promise.withResolvers<IncomingMessage>()
  let problem: Error | null = null
  const sent = httpRequest({
    createConnection: () => socket,
    method,
    path: `${url.pathname}${url.search}`,
    setHost: false,
    headers: { ...headers, host: url.host, 'accept-encoding': ACCEPTED_ENCODINGS, connection: 'close' },
    maxHeaderSize: HEADER_BYTES,
    insecureHTTPParser: false,
  })
  sent.once('response', (message) => answered.resolve(message))
  sent.on('error', (error) => {
    problem = error
    answered.reject(error)
  })
  sent.end(body ?? undefined)
  return { sent, answer: answered.promise, broken: () => problem }
}

async function answerOver(
  socket: Socket,
  request: OutboundRequest,
  signal: AbortSignal,
): Promise<OutboundAnswer> {
  const { answerMs, wireBytes, decodedBytes } = request.limits
  const { answer, broken } = send(request, socket)
  const message = await within({ ms: answerMs, what: 'no answer', signal }, (soon) => orAborted(answer, soon))
  const headers = headersOf(message)
  const { statusCode: status } = message
  if (status === undefined) throw new OutboundFailure('bad_answer', 'the answer has no status')
  if (!hasBody(status)) return { status, headers, bytes: new Uint8Array() }
  const wire = await readBody(message, { wireBytes, signal })
  const problem = broken()
  if (problem !== null) throw problem
  const encoding = headers['content-encoding'] ?? null
  return { status, headers, bytes: await decodeBody(wire, { encoding, decodedBytes }) }
}

/** The exchange of requests over Node's own sockets. A name is looked up once and connected to at an address that was
 *  checked, also under TLS; proxies of the environment are not used. Each request has a connection of its own, which
 *  ends with it. */
export function httpExchange(
  given: {
    /** How names are looked up; as the system does by default. */
    readonly resolve?: Resolve
    /** Certificates in PEM that are trusted beside the usual ones; none by default. */
    readonly trust?: readonly string[]
  } = {},
): Exchange {
  const { resolve = resolveBySystem, trust = [] } = given
  return async (request) => {
    const { url, permitted, limits } = request
    const exchange = async (signal: AbortSignal): Promise<OutboundAnswer> => {
      const socket = await within({ ms: limits.connectMs, what: 'no connection', signal }, (soon) =>
        openCheckedSocket({ url, permitted, resolve, trust }, soon),
      )
      try {
        return await answerOver(socket, request, signal)
      } finally {
        socket.destroy()
      }
    }
    const { wholeMs: ms } = limits
    try {
      request.signal.throwIfAborted()
      return await within({ ms, what: 'no whole answer', signal: request.signal }, exchange)
    } catch (error) {
      if (request.signal.aborted) {
        throw new OutboundFailure('stopped', 'the program was told to stop', { cause: error })
      }
      throw failureOf(error)
    }
  }
}
