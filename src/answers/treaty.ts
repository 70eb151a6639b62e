import * as z from 'zod'
import { findTreaty } from './look-up.ts'
import { treatyParameter } from './parameter-shapes.ts'
import { resource } from './resource.ts'
import { SUMMARY_COLUMNS, summaryCells } from './treaties.ts'
import { canonicalTreaty, exampleTreaty } from './treaty-address.ts'
import { summarise, treatySummary } from './treaty-summary.ts'

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
  canonical: canonicalTreaty,
  restsOn: (view, { t }) => ({
    treaties: [findTreaty(view, { field: 't', value: t })],
    groups: false,
    fromDay: true,
  }),
  respond: ({ view, clocks, parameters }) =>
    summarise(view, findTreaty(view, { field: 't', value: parameters.t }), clocks),
})
