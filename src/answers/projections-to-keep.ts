import type { PlainDate } from '../law/plain-date.ts'
import { recentRate, wholeLifeRate } from '../projection/baselines.ts'
import { describeState } from '../projection/case-features.ts'
import { dayNumber } from '../projection/day-number.ts'
import { historyOf } from '../projection/history.ts'
import type { KeptMilestone, KeptProjection, Method } from '../projection/kept-projection.ts'
import { climb } from '../projection/ladder.ts'
import { whyNothing } from '../projection/project.ts'
import { shippedModel } from '../projection/shipped-model.ts'
import { spreadOf, tell } from '../projection/spread.ts'
import type { TimeDistribution } from '../projection/time-distribution.ts'
import type { Treaty } from '../record/snapshot.ts'
import { type KnownDeposits, knownDeposits } from './known-deposits.ts'
import type { RecordView } from './record-view.ts'

const TEN = 10
const FINGERPRINT_SHOWN = 12

type Asked = { readonly milestone: KeptMilestone; readonly more: number }

function milestonesAsked(known: KnownDeposits, remaining: number | null): Asked[] {
  const threshold: Asked[] = remaining === null ? [] : [{ milestone: 'threshold', more: remaining }]
  const toTen = TEN - (known.count % TEN)
  const next: Asked[] = known.outside.length < 1 ? [] : [{ milestone: 'next_deposit', more: 1 }]
  return [
    ...threshold,
    ...next,
    ...(known.outside.length < toTen ? [] : [{ milestone: 'tenth', more: toTen } as const]),
  ]
}

/** What the shipped model is called in the record of projections. */
function nameOfModel(): string {
  const { version, histories } = shippedModel()
  return `model ${version}, ${histories.sha256.slice(0, FINGERPRINT_SHOWN)}`
}

/** How each method answers one question about the treaty. */
function distributions(
  known: KnownDeposits & { readonly clockStart: PlainDate },
  asOf: PlainDate,
  more: number,
): [Method, string, TimeDistribution][] {
  const { clockStart, deposits, signatures } = known
  const given = {
    id: '',
    clock_start: clockStart,
    as_of: asOf,
    need: deposits.length + more,
    deposits,
    signatures,
  }
  const state = describeState(historyOf(given), dayNumber(asOf))
  return [
    ['model', nameOfModel(), climb(shippedModel(), { state, clockStart }).step(more)],
    ['recent rate', 'recent rate', recentRate(given)],
    ['whole-life rate', 'whole-life rate', wholeLifeRate(given)],
  ]
}

function projectionsOf(view: RecordView, treaty: Treaty, asOf: PlainDate): KeptProjection[] {
  const clocks = { asOf, knownAt: asOf }
  const { threshold } = view.lawOf(treaty).positionAt(clocks).evaluation
  const known = knownDeposits(view, { treaty, clocks, group: null })
  const { clockStart } = known
  if (clockStart === null) return []
  const { deposits, signatures } = known
  const state = describeState(historyOf({ clock_start: clockStart, deposits, signatures }), dayNumber(asOf))
  return milestonesAsked(known, threshold.met_on === null ? threshold.remaining : null)
    .filter(({ more }) => whyNothing(shippedModel(), state, deposits.length + more) === null)
    .flatMap(({ milestone, more }) =>
      distributions({ ...known, clockStart }, asOf, more).map(([method, made_by, distribution]) => {
        const { threshold: days, within } = tell(spreadOf(distribution, asOf))
        return {
          treaty: treaty.number,
          milestone,
          method,
          as_of: asOf,
          seq: view.record.head.seq,
          made_by,
          more,
          ...days,
          within_1y: within['1y'],
          within_3y: within['3y'],
          within_5y: within['5y'],
        }
      }),
    )
}

/** The projections of one day for every treaty: of the threshold while it is not met, the next deposit and the next
 *  tenth participant, by the model and by the two simple methods. Where nothing can be said there is none. */
export function projectionsToKeep(view: RecordView, asOf: PlainDate): KeptProjection[] {
  return view.treaties.flatMap((treaty) => projectionsOf(view, treaty, asOf))
}
