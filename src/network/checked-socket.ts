import { isIP, type LookupFunction, connect as openTcp, type Socket } from 'node:net'
import { connect as openTls, rootCertificates } from 'node:tls'
import { addressRefusal } from '../outbound/allowed-address.ts'
import { OutboundFailure } from '../outbound/outbound-failure.ts'
import { errorCode, failureOf } from './failure-of.ts'
import { orAborted } from './within.ts'

export type ResolvedAddress = { readonly address: string; readonly family: number }

/** The addresses of a host. It is asked once for each connection, so that what is checked is what is used. */
export type Resolve = (hostname: string) => Promise<readonly ResolvedAddress[]>

export type SocketRequest = {
  readonly url: URL
  readonly permitted: readonly string[]
  readonly resolve: Resolve
  /** Certificates in PEM that are trusted beside the usual ones. */
  readonly trust: readonly string[]
}

/** A second address of the same host is tried after this time. */
const NEXT_ADDRESS_MS = 1_000

function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1')
}

function refusedAddress(host: string, address: string, reason: string): OutboundFailure {
  const where = host === address ? address : `${host} is at ${address}, which`
  return new OutboundFailure('address_refused', `${where} is not on the open Internet (${reason})`)
}

async function allowedAddresses({ url, permitted, resolve }: SocketRequest): Promise<ResolvedAddress[]> {
  const host = hostOf(url)
  const family = isIP(host)
  const found = family === 0 ? await resolve(host) : [{ address: host, family }]
  const allowed = found.filter(({ address }) => addressRefusal(address, permitted) === null)
  const [first] = found
  if (first === undefined) throw new OutboundFailure('name_not_found', `${host} has no address`)
  if (allowed.length > 0) return allowed
  throw refusedAddress(host, first.address, String(addressRefusal(first.address, permitted)))
}

/** Gives net the addresses that were checked instead of asking for them again. */
function answerWith(addresses: readonly ResolvedAddress[]): LookupFunction {
  return (hostname, options, callback) => {
    const [first] = addresses
    if (options.all) callback(null, [...addresses])
    else if (first === undefined) callback(new Error(`${hostname} has no address`), '', 0)
    else callback(null, first.address, first.family)
  }
}

function startSocket({ url, trust }: SocketRequest, addresses: readonly ResolvedAddress[]): Socket {
  const host = hostOf(url)
  const isTls = url.protocol === 'https:'
  const place = {
    host,
    port: url.port === '' ? (isTls ? 443 : 80) : Number(url.port),
    lookup: answerWith(addresses),
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: NEXT_ADDRESS_MS,
  }
  if (!isTls) return openTcp(place)
  return openTls({
    ...place,
    servername: isIP(host) === 0 ? host : '',
    // Said here, because an environment variable of Node can turn it off for all that does not say it.
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    ALPNProtocols: ['http/1.1'],
    ...(trust.length === 0 ? {} : { ca: [...rootCertificates, ...trust] }),
  })
}

function tlsFailure(error: Error): OutboundFailure {
  const code = errorCode(error)
  const words = `the secure connection failed: ${error.message}${code === null ? '' : ` (${code})`}`
  return new OutboundFailure('tls_failed', words, { cause: error })
}

/** Opens a connection to the host of an address, TLS included, at an IP address that was checked. Throws
 *  OutboundFailure where it has none that is allowed, where none answers, or where its certificate is not good for the
 *  host; rejects with the signal's reason when that aborts. */
export async function openCheckedSocket(request: SocketRequest, signal: AbortSignal): Promise<Socket> {
  const addresses = await orAborted(allowedAddresses(request), signal)
  const socket = startSocket(request, addresses)
  const ready = Promise.withResolvers<void>()
  let connected = false
  socket.once('connect', () => {
    connected = true
    const { remoteAddress } = socket
    if (remoteAddress === undefined || addressRefusal(remoteAddress, request.permitted) === null) return
    socket.destroy(refusedAddress(hostOf(request.url), remoteAddress, 'found when connected'))
  })
  socket.once(request.url.protocol === 'https:' ? 'secureConnect' : 'connect', () => ready.resolve())
  socket.on('error', (error) => {
    const isTls = connected && request.url.protocol === 'https:' && !(error instanceof OutboundFailure)
    ready.reject(isTls ? tlsFailure(error) : error)
  })
  try {
    await orAborted(ready.promise, signal)
    return socket
  } catch (error) {
    socket.destroy()
    throw signal.aborted ? signal.reason : failureOf(error)
  }
}
