const FIRST_SURROGATE = 0xd800
const LAST_SURROGATE = 0xdfff

/** Above every other code unit for the halves of a code point beyond U+FFFF, as that code point is. */
function weight(codeUnit: number): number {
  return codeUnit >= FIRST_SURROGATE && codeUnit <= LAST_SURROGATE ? codeUnit + 0x10000 : codeUnit
}

/** Order of two texts by code point: negative when `one` comes first, 0 when they are the same. */
export function compareCodePoints(one: string, other: string): number {
  if (one === other) return 0
  const shorter = Math.min(one.length, other.length)
  for (let at = 0; at < shorter; at += 1) {
    const left = one.charCodeAt(at)
    const right = other.charCodeAt(at)
    if (left !== right) return weight(left) - weight(right)
  }
  return one.length - other.length
}

const BELOW_SURROGATES = /^[\0-\ud7ff]*$/

/** The texts in the order of their code points. */
export function inCodePointOrder(texts: readonly string[]): string[] {
  // Below the surrogates the order by code unit, which the engine sorts by itself, is the same.
  return texts.every((text) => BELOW_SURROGATES.test(text))
    ? [...texts].sort()
    : [...texts].sort(compareCodePoints)
}
