import { once } from '../../../answers/lazily.ts'
import type { Asking } from '../asking.ts'
import { type Html, html, raw } from '../html.ts'
import type { Text } from '../text/text.ts'

/** Stands for the clocks in the links of a piece while it is written: a word that no text can have, as nobody knows it.
 *  At the edge nothing is drawn by chance before the first request. */
const clocksSign = once(() => `\u0001${crypto.randomUUID()}`)
const KEPT_OF_ONE = 20_000
const ROWS_A_LOT = 24

type Pieces = Map<string, readonly string[]>

const written = new WeakMap<Text, WeakMap<object, Pieces>>()

function ofText(text: Text): WeakMap<object, Pieces> {
  const known = written.get(text)
  if (known !== undefined) return known
  const made = new WeakMap<object, Pieces>()
  written.set(text, made)
  return made
}

function piecesIn(owners: WeakMap<object, Pieces>, owner: object): Pieces {
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

type Piece = { readonly of: object; readonly name: string }
type Write = (link: (path: string) => string) => Html

/** The piece cut where the clocks belong. */
function partsOnce(owners: WeakMap<object, Pieces>, { of, name }: Piece, write: Write): readonly string[] {
  const pieces = piecesIn(owners, of)
  const known = pieces.get(name)
  if (known !== undefined) return known
  const sign = clocksSign()
  const parts = write((path) => `${path}${sign}`).text.split(sign)
  if (pieces.size >= KEPT_OF_ONE) pieces.clear()
  pieces.set(name, parts)
  return parts
}

/** A piece of a page that is the same on every day, but for the clocks in its links, written the first time it is
 *  needed. `of` is what it is about, an object that never changes, and `name` tells its pieces apart. `write` is given
 *  the function that makes links to pages; it may ask for nothing else that depends on the clocks. */
export function writtenOnce(asking: Asking, piece: Piece, write: Write): Html {
  const parts = partsOnce(ofText(asking.text), piece, write)
  // Put together without a copy: the page is copied once, when it is whole.
  let all = parts[0] ?? ''
  for (let place = 1; place < parts.length; place += 1) all += clocksIn(asking) + parts[place]
  return raw(all)
}

/** A row of an answer and its place there. */
export type PlacedRow<Row> = { readonly row: Row; readonly place: number }

/** Rows of a long table, the cells of each written once as by `writtenOnce`. `list` leads to them in the answer; each
 *  names its place in it. They are put together in lots, each one text. */
export function rowsWrittenOnce<Row>(
  asking: Asking,
  { rows, list }: { readonly rows: readonly PlacedRow<Row>[]; readonly list: string },
  cells: { pieceOf(row: Row): Piece; write(row: Row, link: (path: string) => string): Html },
): Html {
  const clocks = clocksIn(asking)
  const owners = ofText(asking.text)
  const lots: Html[] = []
  for (let from = 0; from < rows.length; from += ROWS_A_LOT) {
    const all: string[] = []
    for (const { row, place } of rows.slice(from, from + ROWS_A_LOT)) {
      all.push('<tr data-row="', list, '.', String(place), '">')
      const parts = partsOnce(owners, cells.pieceOf(row), (link) => cells.write(row, link))
      all.push(parts[0] ?? '')
      for (let part = 1; part < parts.length; part += 1) all.push(clocks, parts[part] ?? '')
    }
    lots.push(raw(all.join('')))
  }
  return html`${lots}`
}
