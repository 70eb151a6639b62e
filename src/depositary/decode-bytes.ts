export type Encoding = 'utf-8' | 'windows-1252' | 'utf-16le' | 'utf-16be'

/** The text of a document, and what it rests on. */
export type DecodedText = {
  readonly text: string
  readonly encoding: Encoding
  /** The encoding the document says it is in, in small letters; null where it says none. */
  readonly declared: string | null
  /** True where the bytes contradict the declaration; the bytes were believed. */
  readonly declarationWrong: boolean
}

const SNIFFED_BYTES = 1024
const FIRST_HIGH_BYTE = 0x80

/** What windows-1252 prints for the bytes 0x80 to 0x9F, which iso-8859-1 leaves to control codes nobody uses. */
const WINDOWS_1252 =
  '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178'

const NAMES_OF_ENCODING: Readonly<Record<Encoding, readonly string[]>> = {
  'utf-8': ['utf-8', 'utf8'],
  'windows-1252': ['windows-1252', 'cp1252', 'iso-8859-1', 'iso8859-1', 'latin1', 'us-ascii', 'ascii'],
  'utf-16le': ['utf-16', 'utf-16le', 'unicode'],
  'utf-16be': ['utf-16', 'utf-16be', 'unicode'],
}

const singleBytes = new TextDecoder('windows-1252')

/** Some decoders leave 0x80 to 0x9F as control codes. */
const knowsPunctuation = singleBytes.decode(Uint8Array.of(0x93, 0x97)) === '\u201c\u2014'

function windows1252(bytes: Uint8Array): string {
  const text = singleBytes.decode(bytes)
  if (knowsPunctuation) return text
  return text.replace(
    /[\x80-\x9f]/g,
    (control) => WINDOWS_1252[control.charCodeAt(0) - FIRST_HIGH_BYTE] ?? control,
  )
}

function declaredIn(bytes: Uint8Array): string | null {
  const start = singleBytes.decode(bytes.subarray(0, SNIFFED_BYTES)).replaceAll('\0', '')
  const found = /(?:encoding|charset)\s*=\s*["']?\s*([\w.:-]+)/i.exec(start)
  return found?.[1]?.toLowerCase() ?? null
}

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte)
}

/** UTF-16 without a mark at its start: text in Latin letters then has a nought in every other byte. */
function utf16ByNoughts(bytes: Uint8Array): Encoding | null {
  const start = bytes.subarray(0, SNIFFED_BYTES)
  if (!start.includes(0)) return null
  let even = 0
  let odd = 0
  for (const [index, byte] of start.entries()) {
    if (byte !== 0) continue
    if (index % 2 === 0) even += 1
    else odd += 1
  }
  const enough = start.length / 4
  if (odd > enough && even === 0) return 'utf-16le'
  return even > enough && odd === 0 ? 'utf-16be' : null
}

function asUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

/** The text of `bytes`: by the mark at the start, else by what the bytes can be, and only then by what the document
 *  declares. Bytes that are valid UTF-8 are UTF-8 whatever they say; bytes that are not are windows-1252, which
 *  contains iso-8859-1. Whether the text makes sense is for the caller to see. */
export function decodeBytes(bytes: Uint8Array): DecodedText {
  const declared = declaredIn(bytes)
  const as = (encoding: Encoding, text: string): DecodedText => {
    const agrees = declared === null || NAMES_OF_ENCODING[encoding].includes(declared)
    const wide = encoding.startsWith('utf-16') || declared?.startsWith('utf-16') === true
    const declarationWrong = !agrees && (wide || /[^\0-\x7f]/.test(text))
    return { text, encoding, declared, declarationWrong }
  }
  const wide = startsWith(bytes, [0xff, 0xfe])
    ? 'utf-16le'
    : startsWith(bytes, [0xfe, 0xff])
      ? 'utf-16be'
      : utf16ByNoughts(bytes)
  if (wide !== null) return as(wide, new TextDecoder(wide).decode(bytes))
  const utf8 = asUtf8(bytes)
  return utf8 === null ? as('windows-1252', windows1252(bytes)) : as('utf-8', utf8)
}
