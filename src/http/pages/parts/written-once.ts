import { html, raw } from 'hono/html'
import type { Asking } from '../asking.ts'
import type { Html } from '../page.ts'
import type { Text } from '../text/text.ts'

/** Stands for the clocks in the links of a piece while it is kept: a sign that no text has. */
const CLOCKS = '\uFFFF'
const KEPT_OF_ONE = 20_000

type Pieces = Map<string, readonly string[]>

const written = new WeakMap<Text, WeakMap<object, Pieces>>()
const clocksOf = new WeakMap<Asking['given'], string>()

function piecesOf(text: Text, owner: object): Pieces {
  const ofText = written.get(text) ?? new WeakMap<object, Pieces>()
  written.set(text, ofText)
  const pieces = ofText.get(owner) ?? new Map<string, readonly string[]>()
  ofText.set(owner, pieces)
  return pieces
}

/** The clocks as they stand at the end of a link. */
function clocksIn(asking: Asking): string {
  const known = clocksOf.get(asking.given)
  if (known !== undefined) return known
  const made = String(html`${asking.link('')}`)
  clocksOf.set(asking.given, made)
  return made
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
    parts = String(write((path) => `${path}${CLOCKS}`)).split(CLOCKS)
    if (pieces.size >= KEPT_OF_ONE) pieces.clear()
    pieces.set(name, parts)
  }
  return raw(parts.length === 1 ? String(parts[0]) : parts.join(clocksIn(asking)))
}
