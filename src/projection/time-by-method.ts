import { BASELINES } from './baselines.ts'
import { describeState } from './case-features.ts'
import { dayNumber } from './day-number.ts'
import { historyOf } from './history.ts'
import { ladderOf } from './kept-ladders.ts'
import type { Method } from './kept-projection.ts'
import type { ProjectionModel } from './model.ts'
import type { ProjectionCase } from './projection-case.ts'
import type { TimeDistribution } from './time-distribution.ts'

/** The days until the need of the case is met, by the model or by one of the two simple methods. */
export function timeByMethod(
  method: Method,
  given: ProjectionCase,
  model: ProjectionModel,
): TimeDistribution {
  if (method !== 'model') return BASELINES[method](given)
  const state = describeState(historyOf(given), dayNumber(given.as_of))
  return ladderOf(model, { state, clockStart: given.clock_start }).step(given.need - state.deposits)
}
