import * as z from 'zod'
import { SPAN_COLUMNS, spanCells } from './count-columns.ts'
import { type Cell, type Column, resource } from './resource.ts'
import { summarise, type TreatySummary, treatySummary } from './treaty-summary.ts'

export const SUMMARY_COLUMNS: readonly Column[] = [
  { name: 'treaty', meaning: 'Number in the UN Treaty Collection', unit: 'code' },
  { name: 'slug', meaning: 'Name of the treaty in addresses', unit: 'code' },
  { name: 'title', meaning: 'Title of the treaty', unit: null },
  { name: 'adopted', meaning: 'Day of adoption', unit: 'day' },
  { name: 'signatories', meaning: 'Everyone that ever signed, organizations included', unit: 'participants' },
  {
    name: 'threshold_count',
    meaning:
      'Participants whose instruments count toward entry into force, up to the day the threshold was met',
    unit: 'participants',
  },
  {
    name: 'needed',
    meaning: 'Instruments needed; empty where the condition is not one plain count',
    unit: 'participants',
  },
  { name: 'remaining', meaning: 'Instruments still missing', unit: 'participants' },
  { name: 'threshold_met_on', meaning: 'Day on which the threshold was met; empty until then', unit: 'day' },
  {
    name: 'entry_into_force',
    meaning: 'Day of general entry into force; empty while it is not known',
    unit: 'day',
  },
  { name: 'entry_into_force_state', meaning: 'not_met, fixed, in_force or waiting_for_parent', unit: 'code' },
  {
    name: 'earliest_entry_into_force',
    meaning:
      'Earliest day of entry into force if what is missing came on the day of as_of; empty once the threshold is met',
    unit: 'day',
  },
  {
    name: 'signature_open',
    meaning: 'Whether it is open for signature; empty where no window is named',
    unit: 'true or false',
  },
  { name: 'signature_closes_on', meaning: 'Last day of signature; empty where it never closes', unit: 'day' },
  {
    name: 'participants',
    meaning: 'Everyone bound or about to be, organizations included',
    unit: 'participants',
  },
  { name: 'state_participants', meaning: 'States bound or about to be', unit: 'participants' },
  { name: 'states_parties', meaning: 'States for which the treaty is in force', unit: 'participants' },
  { name: 'undated', meaning: 'Acts without a known day that are included in these numbers', unit: 'acts' },
  {
    name: 'still_outside',
    meaning: 'States on the day, known to the record, that are not bound',
    unit: 'participants',
  },
  {
    name: 'still_outside_at_least',
    meaning: 'Least possible number of them, where acts without a known day leave room; else empty',
    unit: 'participants',
  },
  {
    name: 'still_outside_at_most',
    meaning: 'Greatest possible number of them, where acts without a known day leave room; else empty',
    unit: 'participants',
  },
  ...SPAN_COLUMNS,
]

/** The cells of one treaty, in the order of the columns. */
export function summaryCells(one: TreatySummary): Cell[] {
  return [
    one.treaty,
    one.slug,
    one.title,
    one.adopted,
    one.counts.signatories,
    one.counts.threshold_count,
    one.threshold.needed,
    one.threshold.remaining,
    one.threshold.met_on,
    one.entry_into_force.date,
    one.entry_into_force.state,
    one.earliest_entry_into_force,
    one.signature_window === null ? null : one.signature_window.open,
    one.signature_window === null ? null : one.signature_window.closes_on,
    one.counts.participants,
    one.counts.state_participants,
    one.counts.states_parties,
    one.counts.undated === undefined ? 0 : one.counts.undated,
    one.still_outside,
    one.still_outside_at_least ?? null,
    one.still_outside_at_most ?? null,
    ...spanCells(one.counts),
  ]
}

/** Every treaty of the record with its headline numbers. */
export const treaties = resource({
  id: 'treaties',
  path: '/v1/treaties',
  summary: 'Headline numbers of every treaty',
  description:
    'For each treaty: the threshold, entry into force, who is bound, and how many States are still outside.',
  parameters: z.object({}),
  answer: z.object({ treaties: z.array(treatySummary) }),
  list: 'treaties',
  csv: { columns: SUMMARY_COLUMNS, rows: (answer) => answer.treaties.map(summaryCells) },
  example: () => ({}),
  canonical: () => ({}),
  restsOn: (view) => ({ treaties: view.treaties, groups: false, fromDay: true }),
  respond: ({ view, clocks }) => ({
    treaties: view.treaties.map((treaty) => summarise(view, treaty, clocks)),
  }),
})
