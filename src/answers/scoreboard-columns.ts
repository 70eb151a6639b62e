import { daysBetween, plainDate } from '../law/plain-date.ts'
import type { Cell, CsvForm } from './resource.ts'
import type { Scoreboard } from './scoreboard.ts'

const SHARE = 'share, 0 to 1'

function replayedRow(one: Scoreboard['replayed']['rows'][number]): Cell[] {
  const { slug, as_of, met_on, in_90, in_50, quantiles } = one
  const [held90, held50] = [in_90 ? 1 : 0, in_50 ? 1 : 0]
  const error =
    quantiles.p50 === null ? null : Math.abs(daysBetween(plainDate(quantiles.p50), plainDate(met_on)))
  return ['replayed', 'model', 'threshold', slug, as_of, 1, 1, held90, held50, held90, held50, error, null]
}

/** The scoreboard as a table: a row for each method and milestone, and one for each threshold that was replayed. */
export const SCOREBOARD_CSV: CsvForm<Scoreboard> = {
  columns: [
    {
      name: 'part',
      meaning:
        'backtest: treaties the model had not seen; replayed: a threshold of this record; live: kept day by day',
      unit: 'code',
    },
    { name: 'method', meaning: 'The fitted model, or one of the two simple methods', unit: 'code' },
    { name: 'milestone', meaning: 'What was projected', unit: 'code' },
    { name: 'treaty', meaning: 'Slug of the treaty; empty: all', unit: 'code' },
    { name: 'as_of', meaning: 'Day it was projected from; empty: many', unit: 'day' },
    { name: 'projections', meaning: 'How many were made', unit: 'projections' },
    {
      name: 'reached',
      meaning: 'Those whose milestone was reached; empty: not counted',
      unit: 'projections',
    },
    {
      name: 'in_90',
      meaning: 'Share inside the 90 % band; one not reached counts as inside until it has ended',
      unit: SHARE,
    },
    { name: 'in_50', meaning: 'The same of the 50 % band', unit: SHARE },
    { name: 'reached_in_90', meaning: 'Share of those reached inside the 90 % band', unit: SHARE },
    { name: 'reached_in_50', meaning: 'The same of the 50 % band', unit: SHARE },
    {
      name: 'median_error',
      meaning: 'Days between the day of even chance and the real one, in the middle',
      unit: 'days',
    },
    {
      name: 'brier',
      meaning: 'Mean squared error of the chances; empty: none told or none known',
      unit: 'none, 0 to 1',
    },
  ],
  rows: ({ backtest, replayed, live }) => [
    ...backtest.methods.map((one): Cell[] => [
      ...['backtest', one.method, 'threshold', null, null, backtest.cases, null],
      ...[one.in_90, one.in_50, one.met_in_90, one.met_in_50, one.median_error_days, one.brier],
    ]),
    ...replayed.rows.map(replayedRow),
    ...live.rows.map((one): Cell[] => [
      ...['live', one.method, one.milestone, null, null, one.projections, one.reached],
      ...[one.in_90, one.in_50, one.reached_in_90, one.reached_in_50, one.median_error_days, one.brier],
    ]),
  ],
}
