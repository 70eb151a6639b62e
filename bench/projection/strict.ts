import { type PlainDate, plainDate } from '../../src/law/plain-date.ts'
import { wholeLifeRate } from '../../src/projection/baselines.ts'
import { describeState } from '../../src/projection/case-features.ts'
import { dayNumber } from '../../src/projection/day-number.ts'
import { historyOf } from '../../src/projection/history.ts'
import { type ProjectionModel, readModel } from '../../src/projection/model.ts'
import { timesToNeed } from '../../src/projection/project.ts'
import type { TimeDistribution } from '../../src/projection/time-distribution.ts'
import { type FitPlan, fitModel, SHIPPED_PLAN } from './fit-model.ts'
import type { TreatyHistory } from './read-histories.ts'
import { dayOf, type ScoredCase } from './scored-cases.ts'

const FIRST_YEAR = 1964
const LAST_YEAR = 2012
const EVERY_YEARS = 4
const PARTS = 5
const PLAN: FitPlan = { ...SHIPPED_PLAN, networksAPart: 2, batches: 700, copies: 2 }

/** What had happened in any treaty by a day: those that had begun, with their acts until then. */
function happenedBy(histories: readonly TreatyHistory[], day: number): TreatyHistory[] {
  return histories
    .filter(({ start }) => start <= day)
    .map((history) => ({
      ...history,
      deposits: history.deposits.filter((deposit) => deposit <= day),
      signatures: history.signatures.filter((signature) => signature <= day),
    }))
}

function modelAt(
  histories: readonly TreatyHistory[],
  until: PlainDate,
  say: (text: string) => void,
): ProjectionModel {
  const known = happenedBy(histories, dayNumber(until))
  return readModel(fitModel(known, { sha256: '', plan: PLAN, parts: PARTS, until, say }))
}

/** Answers by models fitted only to what had happened in other families by `as_of`: one model every four years, the
 *  newest that is not younger than the question. Before the first there is too little to fit to, and the treaty's
 *  own rate answers. */
export function strictAnswers(
  histories: readonly TreatyHistory[],
  say: (text: string) => void,
): (one: ScoredCase) => TimeDistribution {
  const models: { readonly until: PlainDate; readonly model: ProjectionModel }[] = []
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year += EVERY_YEARS) {
    const until = plainDate(`${year}-01-01`)
    models.push({ until, model: modelAt(histories, until, say) })
  }
  return ({ asOf, given }) => {
    const newest = models.findLast(({ until }) => until <= dayOf(asOf))
    if (newest === undefined) return wholeLifeRate(given)
    const state = describeState(historyOf(given), asOf)
    return timesToNeed(newest.model, state, { clockStart: given.clock_start })(given.need)
  }
}
