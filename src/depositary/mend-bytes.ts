/** One place where a byte was mended before the strict parser read the text. */
export type Mend = {
  /** Place in the decoded text, counted from 0. */
  readonly at: number
  /** What stood there: `0x1C`, or `&` that starts no entity. */
  readonly was: string
  /** What it is the rest of, or the escaped form. */
  readonly now: string
}

export type MendedText = { readonly text: string; readonly mended: readonly Mend[] }

/** The block of Unicode, U+2000 to U+201F, whose characters lost their high byte: 0x1C is what is left of U+201C. */
const GENERAL_PUNCTUATION = 0x2000

const ENTITY = /&(?:#\d+|#x[\da-fA-F]+|[A-Za-z_][\w.-]*);/y
/** Control characters but NUL, those of white space, and those that XML allows. */
const BROKEN = /[\p{Cc}--[\0\t\n\r\x7f-\x9f]]|&|<!\[CDATA\[|<!--/gv

function startsEntity(text: string, at: number): boolean {
  ENTITY.lastIndex = at
  return ENTITY.test(text)
}

function endOfLiteral(text: string, at: number): number {
  const end = text.startsWith('<!--', at) ? '-->' : ']]>'
  const found = text.indexOf(end, at)
  return found === -1 ? text.length : found + end.length
}

/** Real documents need at most a few hundred. */
const MOST_MENDED = 50_000

/** Mends exactly two faults of the depositary's XML: a control byte that XML forbids becomes the punctuation mark of
 *  which it is the low byte, and an `&` that starts no entity is escaped. Everything else stays as it is, faults
 *  included, for the strict parser to judge. The bytes themselves are kept elsewhere, unmended. null
 *  where more would have to be mended than any document needs. */
export function mendBytes(text: string): MendedText | null {
  const mended: Mend[] = []
  const kept: string[] = []
  let from = 0
  BROKEN.lastIndex = 0
  for (let found = BROKEN.exec(text); found !== null; found = BROKEN.exec(text)) {
    const [was] = found
    const at = found.index
    if (was.startsWith('<')) {
      BROKEN.lastIndex = endOfLiteral(text, at)
      continue
    }
    if (was === '&' && startsEntity(text, at)) continue
    if (mended.length >= MOST_MENDED) return null
    const code = was.charCodeAt(0)
    const now = was === '&' ? '&amp;' : String.fromCharCode(GENERAL_PUNCTUATION + code)
    mended.push({ at, was: was === '&' ? was : `0x${code.toString(16).toUpperCase().padStart(2, '0')}`, now })
    kept.push(text.slice(from, at), now)
    from = at + 1
  }
  return mended.length === 0 ? { text, mended } : { text: kept.join('') + text.slice(from), mended }
}
