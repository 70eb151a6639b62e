import { distance } from 'fastest-levenshtein'

/** One thing that could have been meant: the value that would be accepted, and every way people write it. */
export type Candidate = { readonly value: string; readonly spellings: readonly string[] }

const FAR = 0.5

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim()
}

function unlikeness(wanted: string, spelling: string): number {
  const other = plain(spelling)
  if (other === wanted) return 0
  const length = Math.max(wanted.length, other.length)
  if (wanted.length > 2 && other.startsWith(wanted)) return (1 - wanted.length / length) * FAR
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
