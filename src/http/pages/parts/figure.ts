import type { Found } from '../asking.ts'
import { type Html, html } from '../html.ts'
import type { Text } from '../text/text.ts'

const KEPT = 5000
const ways = new Map<string, readonly string[]>()

/** The names and places that a path consists of. Pages have the same ones on every day. */
function wayOf(path: string): readonly string[] {
  const known = ways.get(path)
  if (known !== undefined) return known
  const way = path.split('.')
  if (ways.size >= KEPT) ways.clear()
  ways.set(path, way)
  return way
}

function read(data: unknown, path: string): unknown {
  let inner = data
  for (const key of wayOf(path)) {
    inner = typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined
  }
  return inner
}

/** Says of an element which value of which answer it shows, so that a machine can lay the page beside the API. */
function mark(found: Found<unknown>, path: string): Html {
  return html`data-of="${found.place}" data-at="${path}"`
}

/** The number at `path` of the answer. Throws where there is none: a page never shows a number of its own. */
export function numberAt(found: Found<unknown>, path: string): number {
  const value = read(found.data, path)
  if (typeof value === 'number') return value
  throw new Error(`no number at ${path} of ${found.address}`)
}

/** A number of an answer, named so that it can be checked. */
export function figure(text: Text, found: Found<unknown>, path: string): Html {
  const value = numberAt(found, path)
  return html`<data value="${value}" ${mark(found, path)}>${text.number(value)}</data>`
}

/** A number of the row around it, whose answer and place the row says. */
export function figureInRow(text: Text, name: string, value: number): Html {
  return html`<data value="${value}" data-at="${name}">${text.number(value)}</data>`
}

/** How many rows of a list of an answer are shown here: `path` is the list, `shown` the rows counted on the page. */
export function countOf(
  text: Text,
  found: Found<unknown>,
  { path, shown, where }: { readonly path: string; readonly shown: number; readonly where: string },
): Html {
  return html`<data value="${shown}" data-of="${found.place}" data-count="${path}" data-where="${where}">${text.number(shown)}</data>`
}

/** A day of an answer in words, named so that it can be checked. */
export function dayAt(text: Text, found: Found<unknown>, path: string): Html {
  const value = read(found.data, path)
  if (typeof value !== 'string') throw new Error(`no day at ${path} of ${found.address}`)
  return html`<time datetime="${value}" ${mark(found, path)}>${text.dayInWords(value)}</time>`
}
