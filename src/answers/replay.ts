import * as z from 'zod'
import type { PlainDate } from '../law/plain-date.ts'
import { tell } from '../projection/spread.ts'
import type { Treaty } from '../record/snapshot.ts'
import { forecastTreaty } from './project-treaty.ts'
import { quantileDays } from './projection-shapes.ts'
import type { RecordView } from './record-view.ts'
import type { Fixed } from './resource.ts'
import { day, slug, treatyNumber } from './shapes.ts'

/** A projection of a threshold that has been met since, made again from what was known then. */
export const replayedProjection = z
  .object({
    treaty: treatyNumber,
    slug,
    deposits: z.int().min(1).describe('Instruments that counted on as_of, at least.'),
    as_of: day,
    met_on: day.describe('The day on which the threshold was met.'),
    quantiles: quantileDays,
    in_90: z.boolean().describe('Whether that day lies between p05 and p95.'),
    in_50: z.boolean().describe('Whether it lies between p25 and p75.'),
  })
  .meta({
    id: 'ReplayedProjection',
    description: 'A projection made again as of a past day, from the acts up to it, beside what came.',
  })

export type ReplayedProjection = Fixed<z.output<typeof replayedProjection>>

/** Shares of the instruments needed at which a projection is made again. */
const SHARES = [0.25, 0.5, 0.75, 0.9] as const

function between(day: PlainDate, low: PlainDate | null, high: PlainDate | null): boolean {
  return low !== null && low <= day && (high === null || day <= high)
}

function replayTreaty(view: RecordView, treaty: Treaty, today: PlainDate): ReplayedProjection[] {
  const { threshold, ledger } = view.lawOf(treaty).positionAt({ asOf: today, knownAt: today }).evaluation
  const { met_on, needed } = threshold
  if (met_on === null || needed === null) return []
  const counted = ledger.filter((row) => row.counts)
  return SHARES.flatMap((share): ReplayedProjection[] => {
    const deposits = Math.max(1, Math.ceil(share * needed))
    const as_of = counted[deposits - 1]?.action_date
    // The threshold was met by dated acts, so that every act counted has its day.
    if (as_of === undefined || as_of === null || as_of >= met_on) return []
    const clocks = { asOf: as_of, knownAt: as_of }
    const when = forecastTreaty(view, { treaty, clocks, today, supposed: null }).threshold
    if (when.kind !== 'spread') return []
    const quantiles = tell(when.spread, as_of).threshold
    const { p05, p25, p75, p95 } = quantiles
    return [
      {
        treaty: treaty.number,
        slug: treaty.slug,
        deposits,
        as_of,
        met_on,
        quantiles,
        in_90: between(met_on, p05, p95),
        in_50: between(met_on, p25, p75),
      },
    ]
  })
}

/** Every threshold of the record that has been met, projected again at a quarter, a half, three quarters and nine
 *  tenths of the instruments, each time from what was known on that day. */
export function replayThresholds(view: RecordView, today: PlainDate): ReplayedProjection[] {
  return view.treaties.flatMap((treaty) => replayTreaty(view, treaty, today))
}
