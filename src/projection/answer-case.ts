import type { PlainDate } from '../law/plain-date.ts'
import type { ProjectionModel } from './model.ts'
import { projectThreshold } from './project.ts'
import type { ProjectionCase } from './projection-case.ts'
import type { ChanceWithin, ThresholdQuantiles } from './spread.ts'

/** The answer to one line of a batch. A threshold that is met says on which day; one of which nothing honest can be
 *  said has null everywhere and says why. */
export type CaseAnswer = {
  readonly id: string
  readonly threshold: ThresholdQuantiles
  readonly within: ChanceWithin | { readonly [years in keyof ChanceWithin]: null }
  readonly met_on?: PlainDate
  readonly cannot_be_said?: string
}

function sameDay(day: PlainDate | null): ThresholdQuantiles {
  return { p05: day, p25: day, p50: day, p75: day, p95: day }
}

function sameChance<Chance extends number | null>(chance: Chance) {
  return { '0.5y': chance, '1y': chance, '2y': chance, '3y': chance, '5y': chance, '10y': chance }
}

/** Answers one case of a batch from the case alone. Days are never before its `as_of`. */
export function answerCase(given: ProjectionCase, model: ProjectionModel): CaseAnswer {
  const { id } = given
  const projection = projectThreshold(given, model)
  switch (projection.state) {
    case 'projected':
      return { id, threshold: projection.threshold, within: projection.within }
    case 'met':
      return { id, threshold: sameDay(given.as_of), within: sameChance(1), met_on: projection.met_on }
    case 'cannot_be_said':
      return {
        id,
        threshold: sameDay(null),
        within: sameChance(null),
        cannot_be_said: projection.because,
      }
  }
}
