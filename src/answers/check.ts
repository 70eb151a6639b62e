import * as z from 'zod'
import type { Clocks, PlainDate } from '../law/plain-date.ts'
import type { RecordEvent } from '../record/event.ts'
import type { KnownGap, Treaty } from '../record/snapshot.ts'
import { eventsHeard } from './grounds.ts'
import type { SaidCounts } from './position-row.ts'
import type { RecordView } from './record-view.ts'
import { type Column, type Fixed, resource } from './resource.ts'
import { day, slug, treatyNumber } from './shapes.ts'

const WHAT = ['threshold', 'entry_into_force', 'signatories', 'parties'] as const

const checkRow = z
  .object({
    treaty: treatyNumber,
    slug,
    what: z.enum(WHAT).describe('What the depositary stated.'),
    as_at: day.describe(
      'Day as of which it was stated; of a date, the day from which the statement was known.',
    ),
    asserted: z.string().describe('The date or the number that the depositary stated.'),
    computed: z
      .string()
      .nullable()
      .describe('The same from the record; a span where acts without a day leave room.'),
    agrees: z.boolean().describe('Whether the two agree, known gaps of the record allowed for.'),
    explained_by: z.array(z.string()).describe('Known gaps of the record that were allowed for.'),
    source: z.string(),
  })
  .meta({ id: 'CheckRow', description: 'One statement of the depositary beside what the record gives.' })

type CheckRow = Fixed<z.output<typeof checkRow>>
type Span = { readonly least: number; readonly most: number }

function dateRow(view: RecordView, treaty: Treaty, event: RecordEvent, clocks: Clocks): CheckRow {
  const { evaluation } = view.lawOf(treaty).positionAt(clocks)
  const what = event.action === 'asserted_threshold' ? 'threshold' : 'entry_into_force'
  const computed = what === 'threshold' ? evaluation.threshold.met_on : evaluation.entry_into_force.date
  const asserted = String(event.action_date)
  return {
    treaty: treaty.number,
    slug: treaty.slug,
    what,
    as_at: event.known_on,
    asserted,
    computed,
    agrees: computed === asserted,
    explained_by: [],
    source: event.source,
  }
}

function spanOf(counts: SaidCounts, what: 'signatories' | 'parties'): Span {
  const name = what === 'parties' ? 'participants' : 'signatories'
  const { at_least = counts, at_most = counts } = counts
  return { least: at_least[name], most: at_most[name] }
}

/** The depositary prints as "Parties" everyone bound or about to be, organizations included. */
function totalRow(
  view: RecordView,
  found: { readonly treaty: Treaty; readonly event: RecordEvent; readonly asAt: PlainDate },
  stated: { readonly what: 'signatories' | 'parties'; readonly total: number; readonly knownAt: PlainDate },
): CheckRow {
  const { treaty, event, asAt } = found
  const counts = view.lawOf(treaty).stretchAt({ asOf: asAt, knownAt: stated.knownAt }).counts
  const { least, most } = spanOf(counts, stated.what)
  const missingIn = (gap: KnownGap) => (stated.what === 'parties' ? gap.missing : gap.missing_signatories)
  const gaps = view.record.gaps.filter(
    (gap) => missingIn(gap) !== null && gap.treaty === treaty.number && gap.source === event.source,
  )
  const missing = gaps.reduce((sum, gap) => sum + Number(missingIn(gap)), 0)
  return {
    treaty: treaty.number,
    slug: treaty.slug,
    what: stated.what,
    as_at: asAt,
    asserted: String(stated.total),
    computed: least === most ? String(least) : `${least} to ${most}`,
    agrees: least + missing <= stated.total && stated.total <= most + missing,
    explained_by: gaps.map((gap) => gap.statement),
    source: event.source,
  }
}

function rowsOf(view: RecordView, treaty: Treaty, event: RecordEvent, clocks: Clocks): CheckRow[] {
  if (event.action === 'asserted_threshold' || event.action === 'asserted_entry_into_force') {
    return [dateRow(view, treaty, event, clocks)]
  }
  if (event.action !== 'asserted_headline' || event.action_date === null) return []
  const found = { treaty, event, asAt: event.action_date }
  const totals = [
    { what: 'signatories', total: event.signatories },
    { what: 'parties', total: event.parties },
  ] as const
  return totals.flatMap(({ what, total }) =>
    total === null ? [] : [totalRow(view, found, { what, total, knownAt: clocks.knownAt })],
  )
}

const COLUMNS: readonly Column[] = [
  { name: 'treaty', meaning: 'Number in the UN Treaty Collection', unit: 'code' },
  { name: 'slug', meaning: 'Name of the treaty in addresses', unit: 'code' },
  { name: 'what', meaning: 'What the depositary stated', unit: 'code' },
  { name: 'as_at', meaning: 'Day as of which it was stated', unit: 'day' },
  { name: 'asserted', meaning: 'What the depositary stated', unit: 'day or participants' },
  { name: 'computed', meaning: 'The same from the record', unit: 'day or participants' },
  { name: 'agrees', meaning: 'Whether they agree, known gaps allowed for', unit: 'true or false' },
  { name: 'explained_by', meaning: 'Known gaps that were allowed for', unit: null },
  { name: 'source', meaning: 'Source of the statement', unit: 'code' },
]

/** The record beside every date and total that the depositary has stated. */
export const check = resource({
  id: 'check',
  path: '/v1/check',
  summary: 'The record beside every date and total that the depositary has stated',
  description:
    'One row for each statement of the depositary known at known_at: what it said, what the record gives, and which known gaps explain a difference. agrees is false where nothing explains it.',
  parameters: z.object({}),
  answer: z.object({
    agrees: z.boolean().describe('Whether every row agrees.'),
    checks: z.array(checkRow),
  }),
  list: 'checks',
  csv: {
    columns: COLUMNS,
    rows: (answer) =>
      answer.checks.map((row) => [
        row.treaty,
        row.slug,
        row.what,
        row.as_at,
        row.asserted,
        row.computed,
        row.agrees,
        row.explained_by.join(' '),
        row.source,
      ]),
  },
  example: () => ({}),
  canonical: () => ({}),
  restsOn: () => null,
  respond: ({ view, clocks }) => {
    const checks = view.treaties.flatMap((treaty) =>
      eventsHeard(view.eventsOfTreaty(treaty.number), clocks).flatMap((event) =>
        rowsOf(view, treaty, event, clocks),
      ),
    )
    return { agrees: checks.every((row) => row.agrees), checks }
  },
})
