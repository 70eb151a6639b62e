/** A body in pieces. The same piece of many bodies is kept once. */
export type Body = { readonly pieces: readonly Uint8Array<ArrayBuffer>[]; readonly length: number }

export type BodyMemory = {
  readonly find: (key: string) => Body | undefined
  /** Gives back the body made of these texts, and keeps it unless it is too long. */
  readonly keep: (key: string, texts: readonly string[]) => Body
  /** The same for texts that stand in no other body: they are one piece, which is not looked for. */
  readonly keepWhole: (key: string, texts: readonly string[]) => Body
  readonly figures: () => {
    readonly bodies: number
    readonly bytes: number
    readonly found: number
    readonly missed: number
  }
}

type Piece = { readonly text: string; readonly bytes: Uint8Array<ArrayBuffer>; uses: number }
/** `own`: bytes that no other body shares. */
type Entry = { readonly body: Body; readonly held: readonly Piece[]; readonly own: number; asked: boolean }

const utf8 = new TextEncoder()
/** The share of all that is kept which one body may take: a longer one would push out what many ask for, and answers as
 *  long as a long history are seldom asked for twice. */
const LONGEST_SHARE = 1 / 4
/** Beside its pieces, what an entry itself costs: its key, its list, its place in the map. */
const ENTRY_BYTES = 400

/** The longest text that is encoded by way of it. */
const SCRATCH_TEXT = 1 << 19
let scratch = new Uint8Array(1 << 16)

function lettersIn(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + text.length, 0)
}

/** The texts after each other in UTF-8: into memory that is there already, which is faster than asking for new one of a
 *  size not known. */
function encoded(texts: readonly string[]): Uint8Array<ArrayBuffer> {
  const letters = lettersIn(texts)
  if (letters > SCRATCH_TEXT) return utf8.encode(texts.join(''))
  const most = letters * 3
  if (scratch.length < most) scratch = new Uint8Array(most)
  let length = 0
  for (const text of texts) length += utf8.encodeInto(text, scratch.subarray(length)).written
  return scratch.slice(0, length)
}

function wholeBody(texts: readonly string[]): Body {
  const whole = encoded(texts)
  return { pieces: [whole], length: whole.length }
}

function cost(piece: Piece): number {
  return piece.bytes.length + 2 * piece.text.length
}

/** Pieces of bodies, each kept once for all of them. */
function sharedPieces() {
  const pieces = new Map<string, Piece>()
  let bytes = 0
  return {
    bytes: () => bytes,
    hold: (text: string): Piece => {
      const known = pieces.get(text)
      if (known !== undefined) {
        known.uses += 1
        return known
      }
      const piece = { text, bytes: encoded([text]), uses: 1 }
      pieces.set(text, piece)
      bytes += cost(piece)
      return piece
    },
    letGo: (piece: Piece): void => {
      piece.uses -= 1
      if (piece.uses > 0) return
      pieces.delete(piece.text)
      bytes -= cost(piece)
    },
  }
}

/** Bodies asked for lately, within `limit` bytes of which one takes a quarter at the most; those not asked for again go
 *  first. Answers that differ in one row share the pieces of all other rows, so that thousands of days of one list cost
 *  little more than one. */
export function rememberBodies(limit: number): BodyMemory {
  const shared = sharedPieces()
  const entries = new Map<string, Entry>()
  let own = 0
  let found = 0
  let missed = 0

  const bytes = (): number => shared.bytes() + own

  const drop = (key: string, entry: Entry): void => {
    entries.delete(key)
    own -= ENTRY_BYTES + entry.own
    for (const piece of entry.held) shared.letGo(piece)
  }

  /** Entries asked for since they were last looked at get another turn: they go to the end of the queue. */
  const makeRoom = (): void => {
    for (const [oldest, entry] of entries) {
      if (bytes() <= limit) return
      if (!entry.asked) drop(oldest, entry)
      else {
        entry.asked = false
        entries.delete(oldest)
        entries.set(oldest, entry)
      }
    }
  }

  const find = (key: string): Body | undefined => {
    const entry = entries.get(key)
    if (entry === undefined) {
      missed += 1
      return undefined
    }
    found += 1
    entry.asked = true
    return entry.body
  }

  const put = (key: string, entry: Omit<Entry, 'asked'>): Body => {
    entries.set(key, { ...entry, asked: false })
    own += ENTRY_BYTES + entry.own
    makeRoom()
    return entry.body
  }

  const forget = (key: string): void => {
    const before = entries.get(key)
    if (before !== undefined) drop(key, before)
  }

  /** Whether a body that costs so many bytes for each letter at the least would take too much. */
  const isTooLong = (texts: readonly string[], bytesALetter: number): boolean =>
    bytesALetter * lettersIn(texts) > LONGEST_SHARE * limit

  const keep = (key: string, texts: readonly string[]): Body => {
    forget(key)
    if (isTooLong(texts, 3)) return wholeBody(texts)
    const held = texts.map(shared.hold)
    const length = held.reduce((sum, piece) => sum + piece.bytes.length, 0)
    return put(key, { body: { pieces: held.map((piece) => piece.bytes), length }, held, own: 0 })
  }

  const keepWhole = (key: string, texts: readonly string[]): Body => {
    forget(key)
    const body = wholeBody(texts)
    return isTooLong(texts, 1) ? body : put(key, { body, held: [], own: body.length })
  }

  return { find, keep, keepWhole, figures: () => ({ bodies: entries.size, bytes: bytes(), found, missed }) }
}

/** The bytes of `head`, which is plain ASCII, followed by those of the body, in memory that `take` gives. */
export function joinBody(
  head: string,
  body: Body,
  take: (length: number) => Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  const joined = take(head.length + body.length)
  utf8.encodeInto(head, joined)
  let place = head.length
  for (const piece of body.pieces) {
    joined.set(piece, place)
    place += piece.length
  }
  return joined
}
