import { chartNumber as number } from './chart-text.ts'
import type { CurvePoint } from './count-curve.ts'

/** The path of counts that stay as they are from each day to the next: along, then up or down. Empty without points.
 *  Written here, as a curve of a library takes several times as long for the hundreds of steps of a page. */
export function stepPath(
  points: readonly CurvePoint[],
  { x, y }: { x(day: CurvePoint['date']): number; y(count: number): number },
): string {
  let path = ''
  let before = ''
  points.forEach(({ date, count }, place) => {
    const height = number(y(count))
    // Where nothing moves, the line to the next point passes.
    if (height === before && place < points.length - 1) return
    const along = number(x(date))
    path += path === '' ? `M${along},${height}` : `H${along}${height === before ? '' : `V${height}`}`
    before = height
  })
  return path
}
