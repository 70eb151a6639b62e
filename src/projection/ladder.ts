import type { PlainDate } from '../law/plain-date.ts'
import type { State } from './case-features.ts'
import type { ProjectionModel } from './model.ts'
import { numberAt } from './network.ts'
import { type Among, timesToNeed } from './project.ts'
import { chanceWithin, type TimeDistribution } from './time-distribution.ts'

/** The time until one, two, three … further instruments of one treaty. */
export type Ladder = {
  /** Days until `more` further instruments, 1 or more; a later one never comes before an earlier one. */
  readonly step: (more: number) => TimeDistribution
}

/** Chances never above those of the instrument before. */
function notAbove(later: TimeDistribution, earlier: TimeDistribution): TimeDistribution {
  const chances = later.chances.map((chance, place) => Math.min(chance, numberAt(earlier.chances, place)))
  return { days: later.days, chances }
}

/** The ladder of a state. Each step is computed when it is first asked for. */
export function climb(
  model: ProjectionModel,
  asked: { readonly state: State; readonly clockStart: PlainDate; readonly among?: Among },
): Ladder {
  const { state, clockStart, among = 'everyone' } = asked
  const timeToNeed = timesToNeed(model, state, { clockStart, among })
  const steps: TimeDistribution[] = []
  const step = (more: number): TimeDistribution => {
    for (let next = steps.length + 1; next <= more; next++) {
      const alone = timeToNeed(state.deposits + next)
      const before = steps.at(-1)
      steps.push(before === undefined ? alone : notAbove(alone, before))
    }
    const found = steps[more - 1]
    if (found === undefined) throw new RangeError(`no step ${more}`)
    return found
  }
  return { step }
}

/** The chance that within `days` there are `more` further instruments, some of which are taken to come on fixed days
 *  (`added`, days after `as_of`, ascending) and the others as the ladder says. */
export function chanceWithAdded(
  ladder: Ladder,
  { more, added }: { readonly more: number; readonly added: readonly number[] },
  days: number,
): number {
  const missing = more - added.filter((day) => day <= days).length
  return missing <= 0 ? 1 : chanceWithin(ladder.step(missing), days)
}

/** A chance that jumps on a day stays what it was until just before it, so that the day itself is told and not the one before. */
const JUST_BEFORE = 1e-6

/** The days until `more` further instruments, some of which are taken to come on fixed days: the ladder's own where
 *  there are none of these. */
export function timeWithAdded(
  ladder: Ladder,
  asked: { readonly more: number; readonly added: readonly number[] },
): TimeDistribution {
  const own = ladder.step(asked.more)
  if (asked.added.length === 0) return own
  const jumps = asked.added.flatMap((day) => [day - JUST_BEFORE, day])
  const days = [...new Set([...own.days, ...jumps])].sort((one, other) => one - other)
  return { days, chances: days.map((day) => chanceWithAdded(ladder, asked, day)) }
}
