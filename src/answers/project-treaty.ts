import type { Clocks, PlainDate } from '../law/plain-date.ts'
import type { Rule } from '../law/rule.ts'
import { describeState } from '../projection/case-features.ts'
import { dayNumber } from '../projection/day-number.ts'
import { historyOf } from '../projection/history.ts'
import { ladderOf, timeTo } from '../projection/kept-ladders.ts'
import type { Method } from '../projection/kept-projection.ts'
import { timeWithAdded } from '../projection/ladder.ts'
import { whyNothing } from '../projection/project.ts'
import { shippedModel } from '../projection/shipped-model.ts'
import { spreadOf } from '../projection/spread.ts'
import { timeByMethod } from '../projection/time-by-method.ts'
import type { Treaty } from '../record/snapshot.ts'
import { entryForecast, type ParentEntry, type When } from './forecast.ts'
import { knownDeposits } from './known-deposits.ts'
import { knownUntil, watchedUntil } from './known-until.ts'
import type { RecordView } from './record-view.ts'
import type { Supposed } from './what-if.ts'

/** The chance below which a day before a fixed one is not told: that of the first of the quantiles. */
const HARDLY = 0.05

/** The treaty and the day of a projection, with what is supposed to happen, if anything is. */
export type Projecting = {
  readonly treaty: Treaty
  readonly clocks: Clocks
  readonly today: PlainDate
  readonly supposed: Supposed | null
  /** Who projects: the model when left out. A simple method knows of nothing supposed. */
  readonly method?: Method
}

/** When a treaty's threshold is met and when it enters into force. */
export type TreatyForecast = {
  readonly threshold: When
  readonly entry: When
  /** Treaties before whose entry into force it cannot enter into force. */
  readonly parents: readonly ParentEntry[]
}

/** Why nothing is projected from a day to come: what happens until then is not known. null for a day that has come. */
export function whyNotYet(asOf: PlainDate, today: PlainDate): string | null {
  return asOf > today ? `${asOf} has not come yet, and what is deposited until then is not known` : null
}

function ruleFor(treaty: Treaty, scope: string): Rule {
  const rule = treaty.rules.find((one) => one.scope === scope) ?? treaty.rules[0]
  if (rule === undefined) throw new Error(`${treaty.number} has no rule`)
  return rule
}

/** When the threshold is met, where that is not known. The model sees the acts that were made and no supposed one: these
 *  come on their days, and say nothing of how fast others deposit. It speaks from the last day of which it is known what
 *  happened: days of which nobody here knows are no days without a deposit. */
function thresholdSpread(view: RecordView, projecting: Projecting): When {
  const { treaty, clocks, today, supposed, method = 'model' } = projecting
  const { asOf } = clocks
  const notYet = whyNotYet(asOf, today)
  if (notYet !== null) return { kind: 'unsaid', because: notYet }
  const onRecord = supposed === null ? view : supposed.without
  const from = watchedUntil(asOf, knownUntil(onRecord, treaty, clocks.knownAt))
  // What is supposed later than that comes on its day.
  const start = supposed === null ? clocks : { ...clocks, asOf: from }
  const { needed, remaining } = view.lawOf(treaty).positionAt(start).evaluation.threshold
  if (needed === null || remaining === null) {
    return { kind: 'unsaid', because: 'its condition is more than a number of instruments' }
  }
  if (remaining === 0) {
    return { kind: 'unsaid', because: 'its threshold was met on a day that is not known' }
  }
  const made = knownDeposits(onRecord, { treaty, clocks, group: null })
  const { clockStart, deposits, signatures } = made
  if (clockStart === null) {
    return { kind: 'unsaid', because: 'it was not open for signature yet, and nobody had signed' }
  }
  const state = describeState(historyOf({ clock_start: clockStart, deposits, signatures }), dayNumber(from))
  const model = shippedModel()
  const because = whyNothing(model, state, state.deposits + remaining)
  if (because !== null) return { kind: 'unsaid', because }
  if (method !== 'model') {
    const need = state.deposits + remaining
    const given = { id: '', clock_start: clockStart, as_of: from, need, deposits, signatures }
    return { kind: 'spread', spread: spreadOf(timeByMethod(method, given, model), asOf, from) }
  }
  const added = (supposed?.counting ?? [])
    .map((day) => dayNumber(day) - dayNumber(from))
    .sort((one, other) => one - other)
  const asked = { state, clockStart }
  const time =
    added.length === 0
      ? timeTo(model, asked, remaining)
      : timeWithAdded(ladderOf(model, asked), { more: remaining, added })
  return { kind: 'spread', spread: spreadOf(time, asOf, from) }
}

/** Supposed deposits that are enough fix the day only where it hardly comes sooner without the last of them: else their
 *  last day would be told where an earlier one is likely, and to suppose a deposit would put the threshold off. */
function thresholdWhen(view: RecordView, projecting: Projecting): When {
  const { treaty, clocks, supposed } = projecting
  const lastDay = supposed === null ? clocks : supposed.clocks
  const { met_on } = view.lawOf(treaty).positionAt(lastDay).evaluation.threshold
  const known = supposed === null ? clocks.asOf : supposed.until
  if (met_on !== null && met_on <= known) return { kind: 'day', day: met_on, because: null }
  const projected = thresholdSpread(view, projecting)
  if (met_on === null) return projected
  const soonest = projected.kind === 'spread' ? projected.spread.dayAt(HARDLY) : null
  if (soonest !== null && soonest < met_on) return projected
  const because = met_on <= clocks.asOf ? null : 'the hypothetical deposits are enough'
  return { kind: 'day', day: met_on, because }
}

/** When the threshold of the treaty is met and when it enters into force, from the acts known at the clocks alone. */
export function forecastTreaty(view: RecordView, projecting: Projecting): TreatyForecast {
  const { treaty, clocks, supposed } = projecting
  const { evaluation } = view.lawOf(treaty).positionAt(supposed === null ? clocks : supposed.clocks)
  const rule = ruleFor(treaty, evaluation.scope)
  const parents = rule.floors.flatMap(({ parent }): ParentEntry[] => {
    const found = view.treaties.find((one) => one.number === parent)
    if (parent === undefined || found === undefined) return []
    return [
      { treaty: parent, entry: forecastTreaty(view, { ...projecting, treaty: found, supposed: null }).entry },
    ]
  })
  const threshold = thresholdWhen(view, projecting)
  const { date } = evaluation.entry_into_force
  if (threshold.kind === 'day' && date !== null) {
    return { threshold, entry: { kind: 'day', day: date, because: threshold.because }, parents }
  }
  return { threshold, entry: entryForecast({ rule, parents, asOf: clocks.asOf }, threshold), parents }
}
