import { escapeToBuffer } from 'hono/utils/html'

type Template = { readonly strings: TemplateStringsArray; readonly values: readonly HtmlValue[] }

/** A piece of HTML that is escaped, or will be when it is written: a template is put together where its text is asked
 *  for, and the templates of a page once, with the whole page. */
export class Html {
  #made: string | Template
  constructor(made: string | Template) {
    this.#made = made
  }
  get text(): string {
    if (typeof this.#made !== 'string') this.#made = inPieces(this).join('')
    return this.#made
  }
  toString(): string {
    return this.text
  }
  writeTo(sheet: Sheet): void {
    const made = this.#made
    if (typeof made === 'string') {
      sheet.add(made)
      return
    }
    const { strings, values } = made
    sheet.add(strings[0] ?? '')
    for (let place = 0; place < values.length; place += 1) {
      writeValue(values[place], sheet)
      sheet.add(strings[place + 1] ?? '')
    }
  }
}

/** What may stand in the places of a template; what is not there writes nothing. */
export type HtmlValue = string | number | Html | null | undefined | readonly HtmlValue[]

const SPECIAL = /[&<>'"\u0080-\uffff]/
const BEYOND_ASCII = /[\u{80}-\u{10ffff}]/gu

const KEPT = 2000
const LONGEST_KEPT = 2000
const escapedBefore = new Map<string, string>()

const utf8 = new TextEncoder()
const fromUtf8 = new TextDecoder()

/** The same text of ASCII, held as such: of a text that had other signs in it each sign takes two bytes, also when they are
 *  gone, and so does each of every page that it stands in. */
function heldAsAscii(text: string): string {
  return fromUtf8.decode(utf8.encode(text))
}

/** The text as HTML. Signs beyond ASCII are written by their number: a page of ASCII alone is encoded twenty times
 *  faster than one with a single other sign. */
function escaped(text: string): string {
  if (!SPECIAL.test(text)) return text
  const known = escapedBefore.get(text)
  if (known !== undefined) return known
  const buffer: [string] = ['']
  escapeToBuffer(text, buffer)
  const made = heldAsAscii(
    buffer[0].toWellFormed().replace(BEYOND_ASCII, (sign) => `&#${sign.codePointAt(0)};`),
  )
  if (text.length > LONGEST_KEPT) return made
  if (escapedBefore.size >= KEPT) escapedBefore.clear()
  escapedBefore.set(text, made)
  return made
}

function writeValue(value: HtmlValue, sheet: Sheet): void {
  if (typeof value === 'string') sheet.add(escaped(value))
  else if (value instanceof Html) value.writeTo(sheet)
  else if (typeof value === 'number') sheet.add(String(value))
  else if (value !== null && value !== undefined) for (const one of value) writeValue(one, sheet)
}

/** About the letters of a piece: a longer text takes memory that is not there yet to be made one. */
const PIECE = 12_000

/** A page while it is written. Its parts are put together at once: text that grows part by part has to be copied together
 *  again before it can be sent. */
class Sheet {
  readonly pieces: string[] = []
  #parts: string[] = []
  #length = 0
  add(text: string): void {
    if (text === '') return
    this.#parts.push(text)
    this.#length += text.length
    if (this.#length > PIECE) this.end()
  }
  end(): void {
    this.pieces.push(this.#parts.join(''))
    this.#parts = []
    this.#length = 0
  }
}

/** The text of the HTML in pieces of some thousand letters, as it is sent. */
export function inPieces(html: Html): string[] {
  const sheet = new Sheet()
  html.writeTo(sheet)
  sheet.end()
  return sheet.pieces
}

/** Marks text as HTML that is escaped already. */
export function raw(text: string): Html {
  return new Html(text)
}

/** A template of HTML: text is escaped, pieces and lists of pieces stand as they are. The tag of Hono does the same and
 *  waits for promises besides; for the hundreds of small pieces of a page, of which none is one, that takes twice as
 *  long. The escaping is Hono's. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html({ strings, values })
}
