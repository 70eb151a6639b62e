/** Draws an SVG as a PNG. Given by the program around, because it needs what the edge has not. */
export type DrawPng = (svg: string) => Promise<Uint8Array<ArrayBuffer>>

const KEPT = 32

/** The same, with the last pictures kept. */
export function remembered(draw: DrawPng): DrawPng {
  const kept = new Map<string, Uint8Array<ArrayBuffer>>()
  return async (svg) => {
    const known = kept.get(svg)
    if (known !== undefined) return known
    const made = await draw(svg)
    const [oldest] = kept.keys()
    if (kept.size >= KEPT && oldest !== undefined) kept.delete(oldest)
    kept.set(svg, made)
    return made
  }
}
