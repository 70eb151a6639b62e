type Point = readonly [x: number, y: number]

/** Writes outlines as the shortest SVG path on whole coordinates: each point as the step from the one before. It is
 *  what `geoPath` draws on. */
export type RelativePath = {
  readonly beginPath: () => void
  readonly moveTo: (x: number, y: number) => void
  readonly lineTo: (x: number, y: number) => void
  readonly closePath: () => void
  readonly arc: () => void
  /** The path so far; the next starts empty. */
  readonly take: () => string
}

function ringPath(ring: readonly Point[], from: Point): string {
  const [first, ...rest] = ring
  if (first === undefined || rest.length < 2) return ''
  let [x, y] = first
  const steps = rest.map(([toX, toY]) => {
    const step = `${toX - x}${toY - y < 0 ? '' : ' '}${toY - y}`
    ;[x, y] = [toX, toY]
    return step
  })
  return `m${first[0] - from[0]} ${first[1] - from[1]}l${steps.join(' ').replaceAll(' -', '-')}z`
}

/** A new path, empty. */
export function relativePath(): RelativePath {
  let text = ''
  let ring: Point[] = []
  let start: Point = [0, 0]
  const add = (x: number, y: number): void => {
    const point: Point = [Math.round(x), Math.round(y)]
    const last = ring.at(-1)
    if (last === undefined || last[0] !== point[0] || last[1] !== point[1]) ring.push(point)
  }
  const end = (): void => {
    const path = ringPath(ring, start)
    const [first] = ring
    if (path !== '' && first !== undefined) start = first
    text += path
    ring = []
  }
  return {
    beginPath: () => undefined,
    moveTo: (x, y) => {
      end()
      add(x, y)
    },
    lineTo: add,
    closePath: end,
    arc: () => undefined,
    take: () => {
      end()
      const path = text
      text = ''
      start = [0, 0]
      return path
    },
  }
}
