import * as z from 'zod'
import type { Clocks, PlainDate } from '../law/plain-date.ts'
import type { Treaty } from '../record/snapshot.ts'
import { countRule, dayCount, dayCountShape, ruleShape } from './day-count.ts'
import { earliestEntry } from './earliest-entry.ts'
import { findTreaty } from './look-up.ts'
import { type Names, named, nameOn } from './names.ts'
import { treatyParameter } from './parameter-shapes.ts'
import type { CountedRow } from './position-row.ts'
import { REASON_WORDS } from './reason-words.ts'
import type { RecordView } from './record-view.ts'
import { type Column, type Fixed, resource } from './resource.ts'
import {
  counts,
  earliestEntryIntoForce,
  entryIntoForce,
  ledgerRow,
  namedParticipant,
  threshold as thresholdShape,
  treatyHeading,
  warning,
} from './shapes.ts'
import { canonicalTreaty, exampleTreaty } from './treaty-address.ts'
import { headingOf, undatedAct, undatedActs } from './treaty-summary.ts'

type NamedRow = Fixed<z.output<typeof ledgerRow>>

const namedRows = new WeakMap<Names, WeakMap<CountedRow, NamedRow[]>>()

/** The row with its name on the day and the reason in words. Equal ones are one object. */
function namedRow({ names }: RecordView, row: CountedRow, day: PlainDate): NamedRow {
  const byRow = namedRows.get(names) ?? new WeakMap<CountedRow, NamedRow[]>()
  namedRows.set(names, byRow)
  const variants = byRow.get(row) ?? []
  byRow.set(row, variants)
  const name = nameOn(names, row.participant, day)
  const known = variants.find((one) => one.name === name)
  if (known !== undefined) return known
  const made = {
    ordinal: row.ordinal,
    ...named(names, row.participant, day),
    action: row.action,
    action_date: row.action_date,
    ...(row.action_date === null ? { earliest: row.earliest, latest: row.latest } : {}),
    counts: row.counts,
    reason: row.reason,
    reason_text: REASON_WORDS[row.reason],
    article: row.article,
  }
  variants.push(made)
  return made
}

/** The ledger of the treaty with names and the reasons in words. */
export function namedLedger(view: RecordView, treaty: Treaty, clocks: Clocks): NamedRow[] {
  const { evaluation } = view.lawOf(treaty).positionAt(clocks)
  return evaluation.ledger.map((row) => namedRow(view, row, clocks.asOf))
}

const COLUMNS: readonly Column[] = [
  {
    name: 'ordinal',
    meaning: 'Place in the count; empty for an act that does not count',
    unit: 'instruments',
  },
  { name: 'participant', meaning: 'Alpha-3 code of the State, or code of the organization', unit: 'code' },
  { name: 'name', meaning: 'Name on the day of as_of', unit: null },
  { name: 'name_today', meaning: 'Name in the newest record', unit: null },
  { name: 'action', meaning: 'Kind of act', unit: 'code' },
  { name: 'action_date', meaning: 'Day of the act', unit: 'day' },
  { name: 'counts', meaning: 'Whether it counts toward entry into force', unit: 'true or false' },
  {
    name: 'reason',
    meaning: 'Why it counts or does not; day_not_known where its day is missing',
    unit: 'code',
  },
  { name: 'reason_text', meaning: 'The reason in words', unit: null },
  { name: 'article', meaning: 'Article under which it was judged', unit: 'code' },
  { name: 'earliest', meaning: 'First possible day of an act whose day is not known', unit: 'day' },
  {
    name: 'latest',
    meaning: 'Last possible day of an act whose day is not known; empty where that it was done is not shown',
    unit: 'day',
  },
]

type Undated = Fixed<z.output<typeof undatedAct>>

/** The acts without a day that have no row in the ledger, as rows that do not count: a file of rows has no other place
 *  for them. */
function withoutRow(answer: {
  readonly ledger: readonly NamedRow[]
  readonly undated_acts: readonly Undated[]
}) {
  const { ledger, undated_acts } = answer
  const shown = ledger.filter((row) => row.action_date === null)
  return undated_acts
    .filter((act) => !shown.some((row) => row.participant === act.participant && row.action === act.action))
    .map((act) => ({
      ...act,
      ordinal: null,
      action_date: null,
      counts: false,
      reason: 'day_not_known',
      reason_text: 'its day is not known',
      article: null,
      latest: act.latest ?? undefined,
    }))
}

/** The count ledger of one treaty: the proof of its threshold. */
export const threshold = resource({
  id: 'threshold',
  path: '/v1/treaties/{t}/threshold',
  summary: 'The count ledger, with reasons and who reached the threshold',
  description:
    'Every act that could have counted, in order, with its place in the count or the reason why it has none. The rows with counts true are the number threshold.counted. Acts whose day is not known are in undated_acts; while the threshold is not met, those that surely happened have their row too, with action_date null, and counts says between which numbers the truth lies.',
  parameters: z.object({ t: treatyParameter }),
  answer: z.object({
    ...treatyHeading,
    threshold: thresholdShape,
    reached_by_names: z.array(namedParticipant),
    entry_into_force: entryIntoForce,
    earliest_entry_into_force: earliestEntryIntoForce,
    rule: ruleShape,
    day_count: dayCountShape,
    counts,
    undated_acts: z.array(undatedAct),
    warnings: z.array(warning),
    ledger: z.array(ledgerRow),
  }),
  list: 'ledger',
  csv: {
    columns: COLUMNS,
    rows: (answer) =>
      [...answer.ledger, ...withoutRow(answer)].map((row) => [
        row.ordinal,
        row.participant,
        row.name,
        row.name_today,
        row.action,
        row.action_date,
        row.counts,
        row.reason,
        row.reason_text,
        row.article,
        row.earliest ?? null,
        row.latest ?? null,
      ]),
  },
  example: exampleTreaty,
  canonical: canonicalTreaty,
  restsOn: (view, { t }) => ({
    treaties: [findTreaty(view, { field: 't', value: t })],
    groups: false,
    fromDay: true,
  }),
  respond: ({ view, clocks, parameters }) => {
    const treaty = findTreaty(view, { field: 't', value: parameters.t })
    const { evaluation, counts: said, undated } = view.lawOf(treaty).positionAt(clocks)
    return {
      ...headingOf(treaty),
      threshold: evaluation.threshold,
      reached_by_names: evaluation.threshold.reached_by.map((code) => named(view.names, code, clocks.asOf)),
      entry_into_force: evaluation.entry_into_force,
      earliest_entry_into_force: earliestEntry(view, treaty, clocks),
      rule: countRule(view, treaty, clocks),
      day_count: dayCount(view, treaty, clocks),
      counts: said,
      undated_acts: undatedActs(view, undated, clocks),
      warnings: evaluation.warnings,
      ledger: namedLedger(view, treaty, clocks),
    }
  },
})
