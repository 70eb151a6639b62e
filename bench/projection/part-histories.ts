import type { TreatyHistory } from './read-histories.ts'

/** A convention and its protocols: the number without what follows its second hyphen. */
export function familyOf(treaty: string): string {
  return treaty.split('-').slice(0, 2).join('-')
}

/** Histories of one family, or whose clocks start on one day, belong together: they are never split. */
function togetherness(histories: readonly TreatyHistory[]): number[][] {
  const keys = histories.map(({ treaty, clockStart }) => [familyOf(treaty), clockStart])
  const parent = new Map<string, string>()
  const root = (key: string): string => {
    const up = parent.get(key)
    return up === undefined || up === key ? key : root(up)
  }
  for (const [family = '', clock = ''] of keys) parent.set(root(family), root(clock))
  const groups = Map.groupBy(histories.keys(), (place) => root(keys[place]?.[0] ?? ''))
  return [...groups.values()]
}

/** The part, 0 to `parts` - 1, of each history: parts of like size, families whole. Largest families are dealt
 *  first, each to the smallest part so far, so the same histories always fall in the same parts. */
export function partHistories(histories: readonly TreatyHistory[], parts: number): number[] {
  const sizes = new Array<number>(parts).fill(0)
  const part = new Array<number>(histories.length).fill(0)
  for (const group of togetherness(histories).toSorted((one, other) => other.length - one.length)) {
    const smallest = sizes.indexOf(Math.min(...sizes))
    sizes[smallest] = (sizes[smallest] ?? 0) + group.length
    for (const place of group) part[place] = smallest
  }
  return part
}
