import { nearestWord } from '../answers/nearest.ts'

/** What is between the slashes of an address. */
export function partsOf(path: string): readonly string[] {
  return path.split('/').slice(1)
}

/** The parts of an address as they would have to be for the one wanted; null where they are not like it. */
function mendedFor(parts: readonly string[], wanted: readonly string[]): readonly string[] | null {
  if (wanted.length !== parts.length) return null
  const mended = wanted.map((word, place) => {
    const part = String(parts[place])
    if (word.startsWith('{')) return part
    return nearestWord(part, [word]) ?? null
  })
  return mended.every((part) => part !== null) ? mended : null
}

/** The address that is most like one that leads nowhere: with its words spelled right, or without what
 *  follows. `paths` are the addresses that there are, with their parameters in braces. Null where none is like it. */
export function nearestPath(path: string, paths: readonly string[]): string | null {
  const parts = partsOf(path)
  const there = paths.map(partsOf)
  // An address may have thousands of parts.
  const longest = Math.max(...there.map(({ length }) => length))
  for (let length = Math.min(parts.length, longest); length > 0; length -= 1) {
    const some = parts.slice(0, length)
    const changed = (one: readonly string[]) => one.filter((part, place) => part !== some[place]).length
    const [best] = there
      .flatMap((wanted) => {
        const mended = mendedFor(some, wanted)
        return mended === null ? [] : [mended]
      })
      .sort((one, other) => changed(one) - changed(other))
    if (best !== undefined) return `/${best.join('/')}`
  }
  return null
}
