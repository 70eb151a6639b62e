import { distance } from 'fastest-levenshtein'

/** One thing that could have been meant: the value that would be accepted, and every way people write it. */
export type Candidate = { readonly value: string; readonly spellings: readonly string[] }

const FAR = 0.5

/** Only between words are `_` and `-` as good as a space: `__proto__` is no beginning of `protocol`. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .trim()
    .replace(/(?<=[^\s_-])[\s_-]+(?=[^\s_-])/g, ' ')
}

function unlikeness(wanted: string, spelling: string): number {
  const other = plain(spelling)
  if (other === wanted) return 0
  const length = Math.max(wanted.length, other.length)
  const isBeginning = wanted.length > 2 ? other.startsWith(wanted) : other.startsWith(`${wanted} `)
  if (isBeginning && wanted.length > 1) return (1 - wanted.length / length) * FAR
  return distance(wanted, other) / length
}

/** The accepted value that is spelled most like `text`, accents and letter case aside; undefined when none is
 *  at least half alike. */
export function nearest(text: string, candidates: readonly Candidate[]): string | undefined {
  const wanted = plain(text.slice(0, 100))
  let best: string | undefined
  let least = FAR
  for (const candidate of candidates) {
    for (const spelling of candidate.spellings) {
      const found = unlikeness(wanted, spelling)
      if (found < least) {
        least = found
        best = candidate.value
      }
    }
  }
  return best
}

/** As `nearest`, for values that have one spelling. */
export function nearestWord(text: string, words: readonly string[]): string | undefined {
  return nearest(
    text,
    words.map((word) => ({ value: word, spellings: [word] })),
  )
}

/** Words within a spelling count as alike too, a little less than its beginning. */
const WITHIN = 0.3
/** How unlike a spelling may be to be found. */
const FOUND = 0.45

/** How unlike they are, and whether the spelling holds the words. */
function unlikenessWithin(
  wanted: string,
  spelling: string,
): { readonly least: number; readonly holds: boolean } {
  const other = plain(spelling)
  if (other === wanted) return { least: 0, holds: true }
  const starts = wanted.length > 1 && other.split(' ').some((word) => word.startsWith(wanted))
  const holds = starts || (wanted.length > 2 && other.includes(wanted))
  const least = holds ? WITHIN * (1 - wanted.length / (other.length + 1)) : unlikeness(wanted, spelling)
  return { least, holds }
}

/** A value that is like the words asked for, and the spelling by which it is. */
type Alike = { readonly value: string; readonly spelling: string }

/** The values spelled most like `text`, the most alike first, at most `most`; none where nothing is like it. Where one
 *  is spelled so, what merely resembles it is left out. */
export function mostAlike(text: string, candidates: readonly Candidate[], most: number): Alike[] {
  const wanted = plain(text.slice(0, 100))
  const weighed = candidates.map(({ value, spellings }) => {
    let best = { value, spelling: '', least: Number.POSITIVE_INFINITY, holds: false }
    for (const spelling of spellings) {
      const { least, holds } = unlikenessWithin(wanted, spelling)
      if (least < best.least) best = { value, spelling, least, holds }
    }
    return best
  })
  const isExact = weighed.some(({ least }) => least === 0)
  return (
    weighed
      // Where one is the very words asked for, only those that hold them stand beside it.
      .filter(({ least, holds }) => (isExact ? holds : least < FOUND))
      .sort((one, other) => one.least - other.least)
      .slice(0, most)
      .map(({ value, spelling }) => ({ value, spelling }))
  )
}
