import * as z from 'zod'
import { findTreaty } from './look-up.ts'
import { treatyParameter } from './parameter-shapes.ts'
import type { RecordView } from './record-view.ts'
import { resource } from './resource.ts'
import { SUMMARY_COLUMNS, summaryCells } from './treaties.ts'
import { summarise, treatySummary } from './treaty-summary.ts'

/** Path parameters of the example of everything under one treaty: the first of the record. */
export function exampleTreaty(view: RecordView): Record<string, string> {
  const first = view.treaties[0]
  return first === undefined ? {} : { t: first.slug }
}

/** One treaty with its headline numbers. */
export const treaty = resource({
  id: 'treaty',
  path: '/v1/treaties/{t}',
  summary: 'Headline numbers of one treaty',
  description: 'The threshold, entry into force, who is bound, and how many States are still outside.',
  parameters: z.object({ t: treatyParameter }),
  answer: treatySummary,
  csv: { columns: SUMMARY_COLUMNS, rows: (answer) => [summaryCells(answer)] },
  example: exampleTreaty,
  canonical: (view, { t }) => ({ t: findTreaty(view, { field: 't', value: t }).slug }),
  restsOn: (view, { t }) => ({
    treaties: [findTreaty(view, { field: 't', value: t })],
    groups: false,
    fromDay: true,
  }),
  respond: ({ view, clocks, parameters }) =>
    summarise(view, findTreaty(view, { field: 't', value: parameters.t }), clocks),
})
