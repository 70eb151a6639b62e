import type { merge } from 'topojson-client'

/** Areas on the globe, as the atlas gives them. */
export type Shape = ReturnType<typeof merge>
type Ring = Shape['coordinates'][number][number]

/** Where the way from one place to another crosses the parallel. */
function crossing(from: readonly number[], to: readonly number[], latitude: number): number[] {
  const [x1 = 0, y1 = 0] = from
  const [x2 = 0, y2 = 0] = to
  return [x1 + ((x2 - x1) * (latitude - y1)) / (y2 - y1), latitude]
}

/** The part of a closed ring on one side of a parallel, closed again; empty where nothing of it lies there. */
function partOf(ring: Ring, isKept: (latitude: number) => boolean, latitude: number): Ring {
  const kept: Ring = []
  for (const [place, here] of ring.slice(0, -1).entries()) {
    const next = ring[place + 1] ?? here
    const [isHere, isNext] = [isKept(here[1] ?? 0), isKept(next[1] ?? 0)]
    if (isHere) kept.push(here)
    if (isHere !== isNext) kept.push(crossing(here, next, latitude))
  }
  const [first] = kept
  return first === undefined ? [] : [...kept, first]
}

/** The areas north and south of a parallel, in degrees. Only for areas that cross it once, as a strip of coast does. */
export function cutAtParallel(
  { coordinates }: Shape,
  latitude: number,
): { readonly north: Shape; readonly south: Shape } {
  const side = (isKept: (latitude: number) => boolean): Shape => ({
    type: 'MultiPolygon',
    coordinates: coordinates
      .map((rings) => rings.map((ring) => partOf(ring, isKept, latitude)).filter(({ length }) => length > 3))
      .filter(({ length }) => length > 0),
  })
  return { north: side((one) => one >= latitude), south: side((one) => one < latitude) }
}
