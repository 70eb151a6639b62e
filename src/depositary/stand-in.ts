import { InputError } from '../law/input-error.ts'
import { readOutboundUrl } from '../outbound/outbound-url.ts'
import type { WatchedSource } from '../record/watched-source.ts'

/** The base address of a local copy that stands in for the sources (`DEPOSITARY_URL`); null where there is none. Throws
 *  InputError where it is no such address. */
export function readStandIn(text: string | undefined): URL | null {
  if (text === undefined || text === '') return null
  const { url } = readOutboundUrl(text)
  if (url !== null && url.search === '') return url
  const accepted = 'an address with http or https, such as http://127.0.0.1:8080/, without a query'
  throw new InputError([{ field: 'DEPOSITARY_URL', value: text, accepted }])
}

/** The address of a source in the local copy: the same path and query below the base address. An address that is of
 *  the local copy already stays as it is. */
export function standInAddress(address: URL, standIn: URL): URL {
  if (address.origin === standIn.origin) return address
  const local = new URL(standIn.origin)
  local.pathname = `${standIn.pathname.replace(/\/+$/, '')}${address.pathname}`
  local.search = address.search
  return local
}

/** The origins of watched sources, each once: nothing else is ever asked for a document. */
export function watchedOrigins(sources: readonly Pick<WatchedSource, 'address'>[]): string[] {
  return [...new Set(sources.map(({ address }) => new URL(address).origin))]
}
