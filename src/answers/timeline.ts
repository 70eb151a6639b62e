import * as z from 'zod'
import type { Clocks, PlainDate } from '../law/plain-date.ts'
import type { Treaty } from '../record/snapshot.ts'
import { SPAN_COLUMNS, spanCells } from './count-columns.ts'
import { findTreaty } from './look-up.ts'
import { treatyParameter } from './parameter-shapes.ts'
import type { SaidCounts } from './position-row.ts'
import type { RecordView } from './record-view.ts'
import { type Column, resource } from './resource.ts'
import { counts, day, treatyHeading } from './shapes.ts'
import { canonicalTreaty, exampleTreaty } from './treaty-address.ts'
import type { TreatyLaw } from './treaty-law.ts'
import { headingOf } from './treaty-summary.ts'

type Change = { readonly date: PlainDate; readonly counts: SaidCounts }

function same(one: SaidCounts, other: SaidCounts): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

const NOTHING: SaidCounts = {
  signatories: 0,
  threshold_count: 0,
  participants: 0,
  state_participants: 0,
  states_parties: 0,
}

/** The days of one treaty as far as they were walked, with what was known at one day. */
type Walk = { readonly changes: Change[]; next: PlainDate | null; before: SaidCounts }

/** For so many days of knowledge the walk of one treaty is kept. */
const WALKS_KEPT = 8

const walks = new WeakMap<TreatyLaw, Map<PlainDate, Walk>>()

function walkOf(law: TreatyLaw, { adopted }: Treaty, knownAt: PlainDate): Walk {
  const kept = walks.get(law) ?? new Map<PlainDate, Walk>()
  walks.set(law, kept)
  const found = kept.get(knownAt)
  if (found !== undefined) return found
  if (kept.size >= WALKS_KEPT) kept.clear()
  const begun = { changes: [], next: adopted, before: NOTHING }
  kept.set(knownAt, begun)
  return begun
}

/** The counts on each day on which one of them changed, up to `asOf`, with what was known at `knownAt`: each is what
 *  the treaty's own address says for that day. Empty before the first act. What later days say changes no earlier one,
 *  so each day is walked once. */
export function countsByDay(view: RecordView, treaty: Treaty, { asOf, knownAt }: Clocks): readonly Change[] {
  const law = view.lawOf(treaty)
  const walk = walkOf(law, treaty, knownAt)
  while (walk.next !== null && walk.next <= asOf) {
    const at: Clocks = { asOf: walk.next, knownAt }
    const found = law.stretchAt(at).counts
    if (!same(found, walk.before)) walk.changes.push({ date: at.asOf, counts: found })
    walk.before = found
    walk.next = law.nextChange(at)
  }
  return walk.changes.slice(0, walk.changes.findLastIndex(({ date }) => date <= asOf) + 1)
}

const COLUMNS: readonly Column[] = [
  { name: 'date', meaning: 'Day on which one of the numbers changed', unit: 'day' },
  { name: 'signatories', meaning: 'Everyone that had signed by that day', unit: 'participants' },
  {
    name: 'threshold_count',
    meaning:
      'Participants whose instruments count toward entry into force; it stops when the threshold is met',
    unit: 'participants',
  },
  { name: 'participants', meaning: 'Everyone bound or about to be on that day', unit: 'participants' },
  { name: 'state_participants', meaning: 'States bound or about to be on that day', unit: 'participants' },
  {
    name: 'states_parties',
    meaning: 'States for which the treaty was in force on that day',
    unit: 'participants',
  },
  { name: 'undated', meaning: 'Acts without a known day that are included in these numbers', unit: 'acts' },
  ...SPAN_COLUMNS,
]

/** Cumulative counts of one treaty by day of change. */
export const timeline = resource({
  id: 'timeline',
  path: '/v1/treaties/{t}/timeline',
  summary: 'Cumulative counts by day of change',
  description:
    'One row for each day on which a number changed, up to as_of, with what was known at known_at. Between two rows the numbers stay.',
  parameters: z.object({ t: treatyParameter }),
  answer: z.object({ ...treatyHeading, timeline: z.array(z.object({ date: day, counts })) }),
  list: 'timeline',
  csv: {
    columns: COLUMNS,
    rows: (answer) =>
      answer.timeline.map(({ date, counts: found }) => [
        date,
        found.signatories,
        found.threshold_count,
        found.participants,
        found.state_participants,
        found.states_parties,
        found.undated === undefined ? 0 : found.undated,
        ...spanCells(found),
      ]),
  },
  example: exampleTreaty,
  canonical: canonicalTreaty,
  restsOn: (view, { t }) => ({ treaties: [findTreaty(view, { field: 't', value: t })], groups: false }),
  respond: ({ view, clocks, parameters }) => {
    const treaty = findTreaty(view, { field: 't', value: parameters.t })
    return { ...headingOf(treaty), timeline: countsByDay(view, treaty, clocks) }
  },
})
