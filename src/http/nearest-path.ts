import { nearestWord } from '../answers/nearest.ts'

/** The parts of an address as they would have to be for this path; null where they are not like it. */
function mendedFor(parts: readonly string[], path: string): readonly string[] | null {
  const wanted = path.split('/').slice(1)
  if (wanted.length !== parts.length) return null
  const mended = wanted.map((word, place) => {
    const part = String(parts[place])
    if (word.startsWith('{')) return part
    return nearestWord(part, [word]) ?? null
  })
  return mended.every((part) => part !== null) ? mended : null
}

/** The address that is most like one that leads nowhere: with its words spelled right, or without what
 *  follows. `parts` are those between its slashes, `paths` the addresses that there are, with their parameters in braces.
 *  Null where none is like it. */
export function nearestPath(parts: readonly string[], paths: readonly string[]): string | null {
  for (let length = parts.length; length > 0; length -= 1) {
    const some = parts.slice(0, length)
    const changed = (one: readonly string[]) => one.filter((part, place) => part !== some[place]).length
    const [best] = paths
      .flatMap((path) => {
        const mended = mendedFor(some, path)
        return mended === null ? [] : [mended]
      })
      .sort((one, other) => changed(one) - changed(other))
    if (best !== undefined) return `/${best.join('/')}`
  }
  return null
}
