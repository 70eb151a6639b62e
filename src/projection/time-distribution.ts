/** The chances of "reached within so many days", at the days of a grid; never decreasing. */
export type TimeDistribution = {
  /** Ascending, in days after `as_of`. */
  readonly days: readonly number[]
  readonly chances: readonly number[]
}

/** The chance that it is reached within `days`, on a straight line in log days between the days of the grid. */
export function chanceWithin({ days: grid, chances }: TimeDistribution, days: number): number {
  if (days < 1) return 0
  let before = 0
  let chanceBefore = 0
  for (const [index, day] of grid.entries()) {
    const chance = chances[index] ?? chanceBefore
    if (days === day) return chance
    if (days < day) {
      const share = Math.log(days / Math.max(1, before)) / Math.log(day / Math.max(1, before))
      return chanceBefore + share * (chance - chanceBefore)
    }
    before = day
    chanceBefore = chance
  }
  return chanceBefore
}

/** The number of days within which the chance reaches `level`; null where it never does on the grid. */
export function daysAtChance({ days: grid, chances }: TimeDistribution, level: number): number | null {
  let before = 1
  let chanceBefore = 0
  for (const [index, day] of grid.entries()) {
    const chance = chances[index] ?? chanceBefore
    if (chance >= level) {
      const rise = chance - chanceBefore
      return rise <= 0 ? day : before * (day / before) ** ((level - chanceBefore) / rise)
    }
    before = day
    chanceBefore = chance
  }
  return null
}
