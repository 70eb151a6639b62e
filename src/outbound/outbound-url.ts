/** Why an address as written is not followed. `odd_host`: a host that is not written in its one plain form. */
export type UrlRefusal = 'not_a_url' | 'scheme' | 'userinfo' | 'odd_host'

export type ReadUrl =
  | { readonly url: URL; readonly refusal: null }
  | { readonly url: null; readonly refusal: UrlRefusal }

const AUTHORITY = /^(?:[a-z][a-z\d+.-]*:)?\/\/([^/?#]*)/i
const SCHEME = /^[a-z][a-z\d+.-]*:/i
/** Control characters below U+0080 and the backslash: URL takes them out or turns them without a word. */
const SILENTLY_CHANGED = /[[\p{Cc}\\]--[\x80-\x9f]]/v

function refused(refusal: UrlRefusal): ReadUrl {
  return { url: null, refusal }
}

/** The host and port that must have been written, in small letters; the default port may be written out. */
function plainForms(url: URL): string[] {
  const defaultPort = url.protocol === 'https:' ? 443 : 80
  return url.port === '' ? [url.host, `${url.host}:${defaultPort}`] : [url.host]
}

/** Reads an http or https address, absolute or from `base`. The host has to be written as it is meant: no user name,
 *  no trailing dot, no octal, hexadecimal or single number for an IP address, no escapes, no letters that are changed
 *  on the way. A fragment is dropped. */
export function readOutboundUrl(text: string, base: URL | null = null): ReadUrl {
  const written = text.trim()
  if (SILENTLY_CHANGED.test(written)) return refused('not_a_url')
  const parsed = base === null ? URL.parse(written) : URL.parse(written, base)
  if (parsed === null) return refused('not_a_url')
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') return refused('scheme')
  if (parsed.username !== '' || parsed.password !== '') return refused('userinfo')
  const authority = AUTHORITY.exec(written)?.[1]
  if (authority === undefined && SCHEME.test(written)) return refused('odd_host')
  if (authority?.includes('@')) return refused('userinfo')
  if (authority !== undefined && !plainForms(parsed).includes(authority.toLowerCase()))
    return refused('odd_host')
  if (parsed.hostname.endsWith('.')) return refused('odd_host')
  parsed.hash = ''
  return { url: parsed, refusal: null }
}
