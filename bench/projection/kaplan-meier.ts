import type { TimeDistribution } from '../../src/projection/time-distribution.ts'

export type WeighedTime = { readonly days: number; readonly met: boolean; readonly weight: number }

/** The chances of "met within so many days" from weighed times, those not met counted as waiting (Kaplan, Meier). */
export function kaplanMeier(times: readonly WeighedTime[], grid: readonly number[]): TimeDistribution {
  const sorted = times.toSorted((one, other) => one.days - other.days)
  let alive = sorted.reduce((sum, { weight }) => sum + weight, 0)
  let waiting = 1
  let next = 0
  const chances = grid.map((day) => {
    for (let time = sorted[next]; time !== undefined && time.days <= day; time = sorted[++next]) {
      if (time.met && alive > 0) waiting *= Math.max(0, 1 - time.weight / alive)
      alive -= time.weight
    }
    return 1 - waiting
  })
  return { days: grid, chances }
}
