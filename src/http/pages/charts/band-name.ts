/** A line of a chart by its points from left to right, in the units of the picture. */
export type ChartLine = readonly { readonly x: number; readonly y: number }[]

/** Width of a letter of a name, and the height that it takes. */
const LETTER = 7
const HEIGHT = 15

/** Place of the first point that is not left of `x`; the length of the line where all are. */
function placeFrom(line: ChartLine, x: number): number {
  let low = 0
  let high = line.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((line[middle]?.x ?? x) < x) low = middle + 1
    else high = middle
  }
  return low
}

function heightAt(line: ChartLine, x: number): number | null {
  const next = placeFrom(line, x)
  const [before, after] = [line[Math.max(0, next - 1)], line[next]]
  if (before === undefined || after === undefined) return null
  const part = after.x === before.x ? 1 : (x - before.x) / (after.x - before.x)
  return before.y + part * (after.y - before.y)
}

type Lines = { readonly upper: ChartLine; readonly lower: ChartLine }

/** Where along a name of this half width its room is measured, from left to right. */
function samplesOf(x: number, half: number): number[] {
  return Array.from({ length: 9 }, (_, place) => x - half + (place * half) / 4)
}

/** What the lines leave free along the samples; null as soon as that is too low for letters. */
function roomBetween({ upper, lower }: Lines, samples: readonly number[]) {
  let top = Number.NEGATIVE_INFINITY
  let foot = Number.POSITIVE_INFINITY
  for (const at of samples) {
    top = Math.max(top, heightAt(upper, at) ?? top)
    foot = Math.min(foot, heightAt(lower, at) ?? foot)
    if (foot - top < HEIGHT) return null
  }
  return { top, foot }
}

/** Where a name can stand between an upper and a lower line so that neither of them nor one of the others goes through
 *  it; null where there is no such place. `x` is its middle, `y` the foot of its letters. */
export function placeOfName(
  name: string,
  { others, ...lines }: Lines & { readonly others: readonly ChartLine[] },
): { readonly x: number; readonly y: number } | null {
  const half = (name.length * LETTER) / 2
  const first = (lines.upper[0]?.x ?? 0) + half
  for (let x = (lines.upper.at(-1)?.x ?? 0) - half; x >= first; x -= LETTER) {
    const samples = samplesOf(x, half)
    const room = roomBetween(lines, samples)
    if (room === null) continue
    const { top, foot } = room
    const isCrossed = others.some((line) =>
      samples.some((at) => {
        const height = heightAt(line, at)
        return height !== null && height > top && height < foot
      }),
    )
    if (!isCrossed) return { x, y: (top + foot) / 2 + 4 }
  }
  return null
}
