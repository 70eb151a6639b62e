import type { Asking } from '../asking.ts'
import { type Html, html, raw } from '../html.ts'
import type { Text } from '../text/text.ts'

/** Stands for the clocks in the links of a piece while it is written: a sign that no text has. */
const CLOCKS = '\u0001'
const KEPT_OF_ONE = 20_000

type Pieces = Map<string, readonly string[]>

const written = new WeakMap<Text, WeakMap<object, Pieces>>()

function ofText(text: Text): WeakMap<object, Pieces> {
  const known = written.get(text)
  if (known !== undefined) return known
  const made = new WeakMap<object, Pieces>()
  written.set(text, made)
  return made
}

function piecesOf(text: Text, owner: object): Pieces {
  const owners = ofText(text)
  const known = owners.get(owner)
  if (known !== undefined) return known
  const made = new Map<string, readonly string[]>()
  owners.set(owner, made)
  return made
}

let last: { readonly given: Asking['given']; readonly clocks: string } | null = null

/** The clocks as they stand at the end of a link; a page asks for them hundreds of times. */
function clocksIn(asking: Asking): string {
  if (last?.given !== asking.given) last = { given: asking.given, clocks: html`${asking.link('')}`.text }
  return last.clocks
}

/** A piece of a page that is the same on every day, but for the clocks in its links, written the first time it is
 *  needed. `of` is what it is about, an object that never changes, and `name` tells its pieces apart. `write` is given
 *  the function that makes links to pages; it may ask for nothing else that depends on the clocks. */
export function writtenOnce(
  asking: Asking,
  { of, name }: { readonly of: object; readonly name: string },
  write: (link: (path: string) => string) => Html,
): Html {
  const pieces = piecesOf(asking.text, of)
  let parts = pieces.get(name)
  if (parts === undefined) {
    parts = write((path) => `${path}${CLOCKS}`).text.split(CLOCKS)
    if (pieces.size >= KEPT_OF_ONE) pieces.clear()
    pieces.set(name, parts)
  }
  // Put together without a copy: the page is copied once, when it is whole.
  let all = parts[0] ?? ''
  for (let place = 1; place < parts.length; place += 1) all += clocksIn(asking) + parts[place]
  return raw(all)
}
