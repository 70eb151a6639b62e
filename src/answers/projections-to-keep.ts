import type { PlainDate } from '../law/plain-date.ts'
import { describeState } from '../projection/case-features.ts'
import { dayNumber } from '../projection/day-number.ts'
import { historyOf } from '../projection/history.ts'
import {
  type KeptMilestone,
  type KeptProjection,
  METHODS,
  type Method,
} from '../projection/kept-projection.ts'
import { whyNothing } from '../projection/project.ts'
import type { ProjectionCase } from '../projection/projection-case.ts'
import { shippedModel } from '../projection/shipped-model.ts'
import { type Spread, spreadOf, tell } from '../projection/spread.ts'
import { timeByMethod } from '../projection/time-by-method.ts'
import type { Treaty } from '../record/snapshot.ts'
import type { When } from './forecast.ts'
import { type KnownDeposits, knownDeposits } from './known-deposits.ts'
import { knownUntil, watchedUntil } from './known-until.ts'
import { forecastTreaty } from './project-treaty.ts'
import type { RecordView } from './record-view.ts'

const TEN = 10
const FINGERPRINT_SHOWN = 12

/** A milestone that is asked about, and how a method answers; null where it says nothing. */
type Asked = {
  readonly milestone: KeptMilestone
  readonly more: number
  readonly by: (method: Method) => Spread | null
}

/** Who made it: the version and fingerprint of the shipped model, or the name of the simple method. */
function nameOf(method: Method): string {
  const { version, histories } = shippedModel()
  return method === 'model' ? `model ${version}, ${histories.sha256.slice(0, FINGERPRINT_SHOWN)}` : method
}

const spreadIn = (when: When): Spread | null => (when.kind === 'spread' ? when.spread : null)

/** When the threshold is met and when the treaty enters into force, as far as that is open. */
function ofTheWhole(view: RecordView, treaty: Treaty, asOf: PlainDate): Asked[] {
  const clocks = { asOf, knownAt: asOf }
  const { met_on, remaining } = view.lawOf(treaty).positionAt(clocks).evaluation.threshold
  const more = met_on === null ? remaining : 0
  if (more === null) return []
  const forecast = (method: Method) =>
    forecastTreaty(view, { treaty, clocks, today: asOf, supposed: null, method })
  return [
    { milestone: 'threshold', more, by: (method) => spreadIn(forecast(method).threshold) },
    { milestone: 'entry_into_force', more, by: (method) => spreadIn(forecast(method).entry) },
  ]
}

/** The day of a projection, and the last day of which it is known what happened. */
type Span = { readonly asOf: PlainDate; readonly from: PlainDate }

/** When so many further instruments have come. */
function ofNumbers(known: KnownDeposits, clockStart: PlainDate, { asOf, from }: Span): Asked[] {
  const { deposits, signatures, outside } = known
  const model = shippedModel()
  const given = { id: '', clock_start: clockStart, as_of: from, deposits, signatures }
  const state = describeState(historyOf(given), dayNumber(from))
  const toTen = TEN - (known.count % TEN)
  const asked = [
    { milestone: 'next_deposit', more: 1 },
    { milestone: 'tenth', more: toTen },
    { milestone: 'universal', more: outside.length },
  ] as const
  return asked
    .filter(({ more }) => more >= 1 && more <= outside.length)
    .filter(({ more }) => whyNothing(model, state, deposits.length + more) === null)
    .map((one) => {
      const question: ProjectionCase = { ...given, need: deposits.length + one.more }
      return { ...one, by: (method) => spreadOf(timeByMethod(method, question, model), asOf, from) }
    })
}

function projectionsOf(view: RecordView, treaty: Treaty, asOf: PlainDate): KeptProjection[] {
  const known = knownDeposits(view, { treaty, clocks: { asOf, knownAt: asOf }, group: null })
  const { clockStart } = known
  if (clockStart === null) return []
  const known_until = knownUntil(view, treaty, asOf)
  const about = { treaty: treaty.number, as_of: asOf, seq: view.record.head.seq, known_until }
  const span = { asOf, from: watchedUntil(asOf, known_until) }
  const asked = [...ofTheWhole(view, treaty, asOf), ...ofNumbers(known, clockStart, span)]
  return asked.flatMap(({ milestone, more, by }) =>
    METHODS.flatMap((method): KeptProjection[] => {
      const spread = by(method)
      if (spread === null) return []
      const { threshold: days, within } = tell(spread, asOf)
      const { '1y': within_1y, '3y': within_3y, '5y': within_5y } = within
      const made_by = nameOf(method)
      return [{ ...about, milestone, method, made_by, more, ...days, within_1y, within_3y, within_5y }]
    }),
  )
}

/** The projections of one day for every treaty, by the model and by the two simple methods: of the threshold and of entry
 *  into force while they are open, the next deposit, the next tenth participant and the last that may join. Where
 *  nothing can be said there is none. */
export function projectionsToKeep(view: RecordView, asOf: PlainDate): KeptProjection[] {
  return view.treaties.flatMap((treaty) => projectionsOf(view, treaty, asOf))
}
