/** Finds a short name of who asks, for limits: an address, of IPv6 its first 64 bits, which one customer has whole. */
export type ClientOf = (asking: Asking) => string

/** What is known of a request before it is read. */
export type Asking = {
  readonly env: unknown
  readonly req: { header(name: string): string | undefined }
}

const IPV6_PARTS = 8
const NETWORK_PARTS = 4
const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i

/** Some proxies write the port beside the address: that is another one with each connection. */
const WITH_PORT = /^(?:\[([0-9a-f:.]+)\](?::\d+)?|(\d+\.\d+\.\d+\.\d+):\d+)$/i

function networkWrittenAs(written: string): string {
  const [, six, four] = WITH_PORT.exec(written) ?? []
  const address = (six ?? four ?? written).toLowerCase()
  const mapped = MAPPED.exec(address)
  if (mapped !== null) return String(mapped[1])
  if (!address.includes(':')) return address
  const [before = '', after] = address.split('::')
  const first = before === '' ? [] : before.split(':')
  const last = after === undefined || after === '' ? [] : after.split(':')
  const gap = after === undefined ? 0 : Math.max(0, IPV6_PARTS - first.length - last.length)
  const parts = [...first, ...Array<string>(gap).fill('0'), ...last]
  return `${parts.slice(0, NETWORK_PARTS).join(':')}::`
}

let lastFound = { written: 'unknown', network: 'unknown' }

/** Requests come in rows from one client: what it is called is found once for a row of them. */
function networkOf(written: string): string {
  if (lastFound.written !== written) lastFound = { written, network: networkWrittenAs(written) }
  return lastFound.network
}

/** Whether it is the machine itself: its operator, or a proxy of the operator that was not named; then all readers are one
 *  client, and limits would shut all of them out for what one of them does. */
export function isThisMachine(client: string): boolean {
  return client.startsWith('127.') || client === '0:0:0:0::'
}

/** The socket of a request on Node; nothing elsewhere. */
function socketAddress(env: unknown): string | undefined {
  if (typeof env !== 'object' || env === null || !('incoming' in env)) return undefined
  const { incoming } = env
  if (typeof incoming !== 'object' || incoming === null || !('socket' in incoming)) return undefined
  const { socket } = incoming
  if (typeof socket !== 'object' || socket === null || !('remoteAddress' in socket)) return undefined
  return typeof socket.remoteAddress === 'string' ? socket.remoteAddress : undefined
}

/** Who asks, on Node. Behind `proxies` of our own, each of which adds the address it was asked from to
 *  X-Forwarded-For, it is the one that the outermost of them saw; what stands before that anybody could have written. */
export function clientBehind(proxies: number): ClientOf {
  return (c) => {
    const socket = socketAddress(c.env) ?? 'unknown'
    const forwarded = proxies === 0 ? undefined : c.req.header('x-forwarded-for')
    const seen = forwarded?.split(',').map((address) => address.trim())
    return networkOf(seen?.at(-proxies) ?? seen?.[0] ?? socket)
  }
}

/** Who asks, at the edge: Cloudflare itself writes the header, whatever was sent. */
export const clientAtTheEdge: ClientOf = (c) => networkOf(c.req.header('cf-connecting-ip') ?? 'unknown')
