import type { TreatyProjection } from './projection.ts'
import type { Forecast } from './projection-shapes.ts'
import type { Cell, Column, Fixed } from './resource.ts'

export const PROJECTION_COLUMNS: readonly Column[] = [
  {
    name: 'what',
    meaning: 'threshold_met, entry_into_force, next_deposit, tenth or universal',
    unit: 'code',
  },
  {
    name: 'number',
    meaning: 'Participants once it has happened; empty for what is no number of participants',
    unit: 'participants',
  },
  { name: 'hypothetical', meaning: 'Whether deposits that were not made are in it', unit: 'true or false' },
  { name: 'state', meaning: 'happened, fixed, projected or cannot_be_said', unit: 'code' },
  { name: 'date', meaning: 'Day, where it happened or is fixed', unit: 'day' },
  { name: 'p05', meaning: 'Day by which it has happened with a chance of 5 %', unit: 'day' },
  { name: 'p25', meaning: 'The same with a chance of 25 %', unit: 'day' },
  { name: 'p50', meaning: 'The same with a chance of 50 %', unit: 'day' },
  { name: 'p75', meaning: 'The same with a chance of 75 %', unit: 'day' },
  {
    name: 'p95',
    meaning: 'The same with a chance of 95 %; empty: not within any time that can be named',
    unit: 'day',
  },
  { name: 'within_1y', meaning: 'Chance that it has happened within 365.25 days', unit: 'chance, 0 to 1' },
  { name: 'within_3y', meaning: 'Chance that it has happened within three years', unit: 'chance, 0 to 1' },
  { name: 'within_5y', meaning: 'Chance that it has happened within five years', unit: 'chance, 0 to 1' },
  { name: 'because', meaning: 'Why nothing can be said, or why the day is fixed', unit: null },
  {
    name: 'needed',
    meaning:
      'Instruments that meet the threshold; empty for what is no threshold, or is more than one number',
    unit: 'instruments',
  },
]

/** The rows of a projection, one for each thing that is to happen. */
export function projectionRows(answer: TreatyProjection): Cell[][] {
  const row = (
    what: string,
    { number = null, needed = null }: { number?: number | null; needed?: number | null },
    found: Fixed<Forecast>,
  ): Cell[] => {
    const { quantiles, within } = found
    const days = [quantiles?.p05, quantiles?.p25, quantiles?.p50, quantiles?.p75, quantiles?.p95]
    const chances = [within?.['1y'], within?.['3y'], within?.['5y']]
    return [
      what,
      number,
      answer.hypothetical,
      found.state,
      found.date,
      ...days.map((value) => value ?? null),
      ...chances.map((value) => value ?? null),
      found.because,
      needed,
    ]
  }
  return [
    row('threshold_met', { needed: answer.threshold.needed }, answer.threshold_met),
    row('entry_into_force', {}, answer.entry_into_force),
    ...answer.milestones.map((one) => row(one.milestone, { number: one.number }, one)),
  ]
}
