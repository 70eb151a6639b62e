import { addressRefusal } from './allowed-address.ts'
import type { Exchange, OutboundAnswer, OutboundRequest } from './exchange.ts'
import { OutboundFailure } from './outbound-failure.ts'

/** Names that only machines of one's own network know. */
const NAME_OF_ONES_OWN = /^(localhost|[^.]+)$|\.(localhost|local|internal|lan|home\.arpa)$/i

function requireOpen({ url, permitted }: OutboundRequest): void {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const refusal = addressRefusal(host, permitted)
  if (refusal === null || (refusal === 'not_an_address' && !NAME_OF_ONES_OWN.test(host))) return
  const why = refusal === 'not_an_address' ? 'a name of one’s own network' : refusal
  throw new OutboundFailure('address_refused', `${host} is not on the open Internet (${why})`)
}

async function bytesOf(response: Response, most: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let length = 0
  const reader = response.body?.getReader()
  for (let next = await reader?.read(); next?.value !== undefined; next = await reader?.read()) {
    length += next.value.length
    if (length > most) {
      await reader?.cancel()
      throw new OutboundFailure('too_large', `the body is longer than ${most} bytes`)
    }
    pieces.push(next.value)
  }
  const bytes = new Uint8Array(length)
  let place = 0
  for (const piece of pieces) {
    bytes.set(piece, place)
    place += piece.length
  }
  return bytes
}

async function exchanged(request: OutboundRequest, signal: AbortSignal): Promise<OutboundAnswer> {
  const { method, url, headers, body, limits } = request
  const response = await fetch(url, {
    method,
    headers,
    body: body === null ? null : new TextDecoder().decode(body),
    redirect: 'manual',
    signal,
  })
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    bytes: await bytesOf(response, limits.decodedBytes),
  }
}

/** The exchange of requests by the platform's own `fetch`, where there are no sockets: at the edge. An address that is
 *  written as an IP address is checked; where a name leads only the platform knows, and its requests leave from its own
 *  network, on which nothing of the operator's is. Bodies are text. */
export function fetchExchange(): Exchange {
  return async (request) => {
    const { signal, limits } = request
    const stopped = () => new OutboundFailure('stopped', 'the program was told to stop')
    if (signal.aborted) throw stopped()
    requireOpen(request)
    const late = AbortSignal.timeout(limits.wholeMs)
    try {
      return await exchanged(request, AbortSignal.any([signal, late]))
    } catch (error) {
      if (error instanceof OutboundFailure) throw error
      if (signal.aborted) throw stopped()
      const said = error instanceof Error ? error.message : String(error)
      const message = late.aborted ? `no whole answer within ${limits.wholeMs} ms` : said.replace(/\.$/, '')
      throw new OutboundFailure(late.aborted ? 'too_slow' : 'no_connection', message, { cause: error })
    }
  }
}
