import * as z from 'zod'
import type { Clocks } from '../law/plain-date.ts'
import type { Treaty } from '../record/snapshot.ts'
import { findTreaty } from './look-up.ts'
import { treatyParameterFor, wholeNumber } from './parameter-shapes.ts'
import type { RecordView } from './record-view.ts'
import { type Column, type Fixed, resource } from './resource.ts'
import { action, day, ledgerRow, named, treatyHeading } from './shapes.ts'
import { namedLedger } from './threshold.ts'
import { headingOf } from './treaty-summary.ts'

const USUAL = 20
const MOST = 200

const { ordinal } = ledgerRow.shape
const act = z
  .object({
    slug: treatyHeading.slug,
    treaty: treatyHeading.treaty,
    short_title: treatyHeading.short_title,
    ...named,
    action,
    action_date: day,
    ordinal,
  })
  .meta({ id: 'ActOfDay', description: 'One act on its day, corrections applied.' })

type ActOfDay = Fixed<z.output<typeof act>>

const COLUMNS: readonly Column[] = [
  { name: 'action_date', meaning: 'Day of the act', unit: 'day' },
  { name: 'treaty', meaning: 'Number in the UN Treaty Collection', unit: 'code' },
  { name: 'slug', meaning: 'Name of the treaty in addresses', unit: 'code' },
  { name: 'participant', meaning: 'Alpha-3 code of the State, or code of the organization', unit: 'code' },
  { name: 'name', meaning: 'Name on the day of as_of', unit: null },
  { name: 'name_today', meaning: 'Name in the newest record', unit: null },
  { name: 'action', meaning: 'Kind of act', unit: 'code' },
  { name: 'ordinal', meaning: 'Place in the count of the threshold; empty without one', unit: 'instruments' },
]

function actsUnder(view: RecordView, treaty: Treaty, clocks: Clocks): ActOfDay[] {
  const { treaty: number, slug, short_title } = headingOf(treaty)
  return namedLedger(view, treaty, clocks)
    .filter(({ reason }) => reason !== 'retracted')
    .flatMap(({ participant, name, name_today, action: kind, action_date, ordinal: place }) => {
      // An act whose day is not known has no place among the latest.
      if (action_date === null) return []
      const act = { slug, treaty: number, short_title, participant, name, name_today }
      return [{ ...act, action: kind, action_date, ordinal: place }]
    })
}

/** The treaties named, or all of them. Throws InputError for the first that is unknown. */
function treatiesOf(view: RecordView, given: string | undefined): readonly Treaty[] {
  if (given === undefined) return view.treaties
  return given.split(',').map((value) => findTreaty(view, { field: 'treaty', value }))
}

/** The newest days first; on one day, treaties in their order and participants by code. */
function newestFirst(one: ActOfDay, other: ActOfDay): number {
  if (one.action_date === other.action_date) return 0
  return one.action_date < other.action_date ? 1 : -1
}

/** The acts of the last days, for people who ask what is new in the world rather than in the record. */
export const latestActs = resource({
  id: 'acts',
  path: '/v1/acts',
  summary: 'The latest acts, by their own day',
  description:
    'Signatures, instruments and notices whose day is known and had come by as_of, the newest first, corrections applied. The change feed /v1/events has them in the order in which they were recorded.',
  parameters: z.object({
    treaty: treatyParameterFor(
      'Only these treaties: slug or number of one or more, separated by commas.',
    ).optional(),
    limit: wholeNumber(1, MOST, `At most so many acts; ${USUAL} when left out.`).optional(),
  }),
  answer: z.object({ acts: z.array(act) }),
  list: 'acts',
  csv: {
    columns: COLUMNS,
    rows: (answer) =>
      answer.acts.map((one) => [
        one.action_date,
        one.treaty,
        one.slug,
        one.participant,
        one.name,
        one.name_today,
        one.action,
        one.ordinal,
      ]),
  },
  example: () => ({ limit: '5' }),
  canonical: () => ({}),
  restsOn: (view, { treaty }) => ({
    treaties: treatiesOf(view, treaty),
    groups: false,
  }),
  respond: ({ view, clocks, parameters: { treaty, limit } }) => ({
    acts: [...new Set(treatiesOf(view, treaty))]
      .flatMap((one) => actsUnder(view, one, clocks))
      .sort(newestFirst)
      .slice(0, limit === undefined ? USUAL : limit),
  }),
})
