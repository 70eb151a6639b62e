import type { GivenParameters } from '../answers/ask.ts'

/** The text after the question mark of an address; empty when there is none. */
export function queryOf(url: string): string {
  const place = url.indexOf('?')
  return place === -1 ? '' : url.slice(place + 1)
}

/** The names and values of a query, in order and with doubles. */
export function readQuery(query: string): GivenParameters {
  if (query === '') return []
  if (/[%+]/.test(query)) return [...new URLSearchParams(query)]
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const place = pair.indexOf('=')
      return place === -1 ? [pair, ''] : [pair.slice(0, place), pair.slice(place + 1)]
    })
}

/** Names of the parameters that stand in braces in the address of a resource. */
export function pathNames(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map((match) => String(match[1]))
}

/** The address with its parameters filled in, as it is sent. */
export function fillPath(path: string, values: Readonly<Record<string, string>>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])))
}
