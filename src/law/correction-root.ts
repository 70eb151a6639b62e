import type { Act } from './act.ts'

/** Finds what a correction is about in the end, by its id: a correction of a correction is about the same event. The
 *  answer is the id of an event that is no correction, or of none that is given; null where corrections form a circle.
 *  Each step is gone once, however many corrections follow one another. */
export function correctionRoots(
  corrections: ReadonlyMap<string, Pick<Act, 'corrects'>>,
): (id: string) => string | null {
  const roots = new Map<string, string | null>()
  return (id) => {
    const trail = new Set<string>()
    let root: string | null = id
    while (root !== null && !trail.has(root) && !roots.has(root)) {
      const correction = corrections.get(root)
      if (correction === undefined) break
      trail.add(root)
      root = correction.corrects
    }
    const known: string | null | undefined = root === null || trail.has(root) ? null : roots.get(root)
    if (known !== undefined) root = known
    for (const passed of trail) roots.set(passed, root)
    return root
  }
}
