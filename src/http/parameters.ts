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

const namesIn = new Map<string, readonly string[]>()

/** Names of the parameters that stand in braces in the address of a resource, of which there are as many as the program
 *  has: each is read once. */
export function pathNames(path: string): readonly string[] {
  const known = namesIn.get(path)
  if (known !== undefined) return known
  const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => String(match[1]))
  namesIn.set(path, names)
  return names
}

/** The address with its parameters filled in, as it is sent. */
export function fillPath(path: string, values: Readonly<Record<string, string>>): string {
  let filled = path
  for (const name of pathNames(path)) {
    filled = filled.replace(`{${name}}`, () => encodeURIComponent(String(values[name])))
  }
  return filled
}
