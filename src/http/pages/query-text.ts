/** Text that stands in a query as it is. A comma may (RFC 3986, section 3.4), and lists of codes are easier to read so. */
const PLAIN = /^[\w.*,-]*$/

/** The query of an address, without its question mark. Most are days and codes, for which URLSearchParams is slow. */
export function queryText(query: readonly (readonly [name: string, value: string])[]): string {
  if (!query.every(([name, value]) => PLAIN.test(name) && PLAIN.test(value)))
    return new URLSearchParams(query.map(([name, value]) => [name, value])).toString().replaceAll('%2C', ',')
  return query.map(([name, value]) => `${name}=${value}`).join('&')
}
