import * as z from 'zod'
import { laterOf, type PlainDate } from '../law/plain-date.ts'
import { KEPT_MILESTONES, type KeptProjection, METHODS } from '../projection/kept-projection.ts'
import { type KeptScore, type Settled, scoreKept } from '../projection/score-kept.ts'
import { shippedBacktest } from '../projection/shipped-backtest.ts'
import { knownDeposits } from './known-deposits.ts'
import { knownUntil, watchedUntil } from './known-until.ts'
import { modelNamed } from './projection.ts'
import { modelShape } from './projection-shapes.ts'
import type { RecordView } from './record-view.ts'
import { replayedProjection, replayThresholds } from './replay.ts'
import type { Fixed } from './resource.ts'
import { day, dayOrNull } from './shapes.ts'

const share = z.number().min(0).max(1)
const count = z.int().min(0)

const backtestRow = z
  .object({
    method: z.string(),
    brier: z.number().describe('Mean squared error of the chances within half a year to ten years.'),
    brier_of_recent: z.number().describe('The same as a share of the recent rate’s.'),
    pinball: z.number().describe('Quantile loss on the logarithm of days.'),
    pinball_of_recent: z.number(),
    in_90: share.describe(
      'Share of cases inside the 90 % band; one not met counts as inside until it has ended.',
    ),
    in_50: share,
    met_in_90: share.describe('The same of cases that were met.'),
    met_in_50: share,
    median_error_days: z.number().describe('Days between the day of even chance and the real one.'),
  })
  .meta({ id: 'BacktestRow', description: 'How good a method was on treaties that it had not seen.' })

const liveRow = z
  .object({
    method: z.enum(METHODS),
    milestone: z.enum(KEPT_MILESTONES),
    projections: count.describe('Projections kept, one a day and treaty where one was made.'),
    reached: count.describe('Those whose milestone has been reached.'),
    in_90: share
      .nullable()
      .describe('Share inside the 90 % band; one not reached counts as inside until it has ended.'),
    in_50: share.nullable(),
    reached_in_90: share.nullable().describe('The same of those that were reached.'),
    reached_in_50: share.nullable(),
    median_error_days: z.number().nullable(),
    brier: z.number().nullable().describe('Mean squared error of the chances within 1, 3 and 5 years.'),
  })
  .meta({
    id: 'LiveRow',
    description: 'How often the projections of one method held that were kept on their day.',
  })

/** How often projections held: on treaties not seen, replayed, and kept day by day. */
export const scoreboardShape = z
  .object({
    as_of: day.describe(
      'What happened is known up to this day at most, under each treaty as far as its record reaches.',
    ),
    model: modelShape,
    backtest: z
      .object({
        cases: count,
        treaties: count,
        made_from: z.string().describe('Fingerprint of the histories.'),
        model_sha256: z.string().describe('Fingerprint of the file of the model that was scored.'),
        methods: z.array(backtestRow),
      })
      .describe('Cross-validated: no treaty is answered by a model that has seen it or its family.'),
    replayed: z
      .object({
        projections: count,
        in_90: count.describe('How many of them held the real day in the 90 % band.'),
        in_50: count,
        rows: z.array(replayedProjection),
      })
      .describe('Thresholds of this record that have been met, projected again from what was known then.'),
    live: z
      .object({
        first_day: dayOrNull.describe('Day of the first projection kept; null before it.'),
        last_day: dayOrNull,
        rows: z.array(liveRow),
      })
      .describe(
        'Once a day what is projected for each treaty is kept for good and held against what came: threshold and entry into force while they are open, next deposit, next tenth participant, universal participation.',
      ),
  })
  .meta({ id: 'Scoreboard', description: 'How often projections held, beside two simple methods.' })

export type Scoreboard = Fixed<z.output<typeof scoreboardShape>>

/** The days of deposit of each treaty, as they are known today. */
function depositsKnown(view: RecordView, today: PlainDate): ReadonlyMap<string, readonly PlainDate[]> {
  const clocks = { asOf: today, knownAt: today }
  return new Map(
    view.treaties.map((treaty) => [
      treaty.number,
      knownDeposits(view, { treaty, clocks, group: null }).deposits,
    ]),
  )
}

type Whole = { readonly threshold: PlainDate | null; readonly entry_into_force: PlainDate | null }

/** When each threshold was met and each treaty entered into force, as far as that has happened. */
function daysOfTheWhole(view: RecordView, today: PlainDate): ReadonlyMap<string, Whole> {
  return new Map(
    view.treaties.map((treaty) => {
      const { evaluation } = view.lawOf(treaty).positionAt({ asOf: today, knownAt: today })
      const { date } = evaluation.entry_into_force
      const entry_into_force = date !== null && date <= today ? date : null
      return [treaty.number, { threshold: evaluation.threshold.met_on, entry_into_force }]
    }),
  )
}

/** The day up to which it is known today what happened under each treaty. */
function watchedToday(view: RecordView, today: PlainDate): ReadonlyMap<string, PlainDate> {
  return new Map(
    view.treaties.map((treaty) => [treaty.number, watchedUntil(today, knownUntil(view, treaty, today))]),
  )
}

/** What came of each projection. What happened before its day, without anyone here knowing, was told as that day. */
function settle(view: RecordView, kept: readonly KeptProjection[], today: PlainDate): Map<string, Settled[]> {
  const deposits = depositsKnown(view, today)
  const happened = daysOfTheWhole(view, today)
  const watched = watchedToday(view, today)
  const byRow = new Map<string, Settled[]>()
  for (const projection of kept) {
    const { treaty, milestone, method, as_of, known_until, more } = projection
    const from = watchedUntil(as_of, known_until)
    const later = (deposits.get(treaty) ?? []).filter((one) => one > from)
    const ofTheWhole = milestone === 'threshold' || milestone === 'entry_into_force'
    const came = (ofTheWhole ? happened.get(treaty)?.[milestone] : later[more - 1]) ?? null
    const outcome = came === null ? null : laterOf(came, as_of)
    const key = `${method} ${milestone}`
    const own = byRow.get(key) ?? []
    byRow.set(key, own)
    own.push({ projection, outcome, until: watched.get(treaty) ?? today })
  }
  return byRow
}

/** The scoreboard on `today`, from the record and the projections that were kept. */
export function scoreboardOf(
  view: RecordView,
  kept: readonly KeptProjection[],
  today: PlainDate,
): Scoreboard {
  const settled = settle(view, kept, today)
  const replayed = replayThresholds(view, today)
  const days = kept.map(({ as_of }) => as_of).sort()
  return {
    as_of: today,
    model: modelNamed(),
    backtest: shippedBacktest(),
    replayed: {
      projections: replayed.length,
      in_90: replayed.filter(({ in_90 }) => in_90).length,
      in_50: replayed.filter(({ in_50 }) => in_50).length,
      rows: replayed,
    },
    live: {
      first_day: days[0] ?? null,
      last_day: days.at(-1) ?? null,
      rows: KEPT_MILESTONES.flatMap((milestone) =>
        METHODS.map((method): { method: typeof method; milestone: typeof milestone } & KeptScore => ({
          method,
          milestone,
          ...scoreKept(settled.get(`${method} ${milestone}`) ?? []),
        })),
      ),
    },
  }
}
