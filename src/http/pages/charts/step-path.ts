import { chartNumber as number } from './chart-text.ts'
import type { CurvePoint } from './count-curve.ts'

/** The path of counts that stay as they are from each day to the next: along, then up or down. Empty without points.
 *  Written here, as a curve of a library takes several times as long for the hundreds of steps of a page. */
export function stepPath(
  points: readonly CurvePoint[],
  { x, y }: { x(day: CurvePoint['date']): number; y(count: number): number },
): string {
  let path = ''
  for (const { date, count } of points) {
    const [along, height] = [number(x(date)), number(y(count))]
    path += path === '' ? `M${along},${height}` : `H${along}V${height}`
  }
  return path
}
