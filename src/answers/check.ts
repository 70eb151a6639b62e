import * as z from 'zod'
import type { Clocks, PlainDate } from '../law/plain-date.ts'
import type { RecordEvent } from '../record/event.ts'
import type { KnownGap, Treaty } from '../record/snapshot.ts'
import { eventsHeard } from './grounds.ts'
import type { SaidCounts } from './position-row.ts'
import type { RecordView } from './record-view.ts'
import { type Column, type Fixed, resource } from './resource.ts'
import { day, slug, treatyNumber } from './shapes.ts'
import { statementsHeard } from './statements-heard.ts'

const WHAT = ['threshold', 'entry_into_force', 'signatories', 'parties'] as const

const OUTCOMES = ['agrees', 'known_gap', 'differs', 'not_yet'] as const

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
    agrees: z
      .boolean()
      .nullable()
      .describe(
        'Whether the two are the same, or the stated number lies in the span; null where the stated day had not come on as_of and nothing is computed yet.',
      ),
    outcome: z
      .enum(OUTCOMES)
      .describe(
        'agrees; known_gap: they differ by as much as known gaps of the record explain; differs: nothing explains it; not_yet: agrees is null.',
      ),
    explained_by: z.array(z.string()).describe('Known gaps of the record that explain the difference.'),
    source: z.string(),
  })
  .meta({ id: 'CheckRow', description: 'One statement of the depositary beside what the record gives.' })

type CheckRow = Fixed<z.output<typeof checkRow>>
type Span = { readonly least: number; readonly most: number }

/** What comes of one statement; a difference that known gaps explain stays a difference. */
function judged(
  agrees: boolean | null,
  gaps: readonly KnownGap[],
): Pick<CheckRow, 'agrees' | 'outcome' | 'explained_by'> {
  const explained_by = agrees === false ? gaps.map((gap) => gap.statement) : []
  if (agrees === null) return { agrees, outcome: 'not_yet', explained_by }
  if (agrees) return { agrees, outcome: 'agrees', explained_by }
  return { agrees, outcome: explained_by.length > 0 ? 'known_gap' : 'differs', explained_by }
}

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
    ...judged(computed === null && asserted > clocks.asOf ? null : computed === asserted, []),
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
  const isExplained = least + missing <= stated.total && stated.total <= most + missing
  return {
    treaty: treaty.number,
    slug: treaty.slug,
    what: stated.what,
    as_at: asAt,
    asserted: String(stated.total),
    computed: least === most ? String(least) : `${least} to ${most}`,
    ...judged(least <= stated.total && stated.total <= most, isExplained ? gaps : []),
    source: event.source,
  }
}

function rowsOf(view: RecordView, treaty: Treaty, event: RecordEvent, clocks: Clocks): CheckRow[] {
  if (event.action === 'asserted_threshold' || event.action === 'asserted_entry_into_force') {
    return [dateRow(view, treaty, event, clocks)]
  }
  if (event.action !== 'asserted_headline' || event.action_date === null) return []
  if (event.action_date > clocks.asOf) return []
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
  {
    name: 'agrees',
    meaning: 'Whether they are the same; empty where nothing is computed yet',
    unit: 'true or false',
  },
  { name: 'explained_by', meaning: 'Known gaps that explain the difference', unit: null },
  { name: 'source', meaning: 'Source of the statement', unit: 'code' },
  { name: 'outcome', meaning: 'agrees, known_gap, differs or not_yet', unit: 'code' },
]

/** The record beside every date and total that the depositary has stated. */
export const check = resource({
  id: 'check',
  path: '/v1/check',
  summary: 'The record beside every date and total that the depositary has stated',
  description:
    'One row for each statement of the depositary known at known_at, totals of later days than as_of left out: what it said, what the record gives, and which known gaps explain a difference.',
  parameters: z.object({}),
  answer: z.object({
    agrees: z.boolean().describe('False where the outcome of a row is differs: no known gap explains it.'),
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
        row.outcome,
      ]),
  },
  example: () => ({}),
  canonical: () => ({}),
  restsOn: () => null,
  respond: ({ view, clocks }) => {
    const checks = view.treaties.flatMap((treaty) =>
      statementsHeard(eventsHeard(view.eventsOfTreaty(treaty.number), clocks)).flatMap((event) =>
        rowsOf(view, treaty, event, clocks),
      ),
    )
    return { agrees: checks.every((row) => row.outcome !== 'differs'), checks }
  },
})
