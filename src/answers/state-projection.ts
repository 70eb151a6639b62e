import * as z from 'zod'
import type { Clocks, PlainDate } from '../law/plain-date.ts'
import type { Treaty } from '../record/snapshot.ts'
import { outlookOf, paceOf } from './group-outlook.ts'
import { knownDeposits, stateRows } from './known-deposits.ts'
import { knownUntil, silenceBefore, watchedUntil } from './known-until.ts'
import { membersOn } from './listed-row.ts'
import { findParticipant, findTreaty } from './look-up.ts'
import { named } from './names.ts'
import { participantParameter, treatyParameter } from './parameter-shapes.ts'
import { groupsOf } from './participant.ts'
import type { PositionRow } from './position-row.ts'
import { pace, silence, timeFromSignature } from './projection-shapes.ts'
import type { RecordView } from './record-view.ts'
import { type Column, type Fixed, resource } from './resource.ts'
import { dayOrNull, named as namedFields, status, treatyHeading } from './shapes.ts'
import { canonicalStanding, exampleStanding } from './treaty-address.ts'
import { headingOf } from './treaty-summary.ts'

const STAGES = ['not_signed', 'signed', 'deposited'] as const

const groupOutlook = z
  .object({
    group: z.string().nullable().describe('null: everyone.'),
    title: z.string(),
    pace,
    time_from_signature: timeFromSignature.describe('Of the other signatories of the group.'),
    deposited_in_next_year: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .describe(
        'Of the other signatories of the group that waited as long, the share that deposited in the year after; null where it does not wait, fewer than five waited as long, or nobody could be watched for the year after.',
      ),
  })
  .meta({ id: 'GroupOutlook', description: 'What a group that a State belongs to has done under a treaty.' })

const COLUMNS: readonly Column[] = [
  { name: 'group', meaning: 'Name of the group; empty: everyone', unit: 'code' },
  { name: 'title', meaning: 'Title of the group', unit: null },
  { name: 'members', meaning: 'States of the group that may join', unit: 'participants' },
  { name: 'joined', meaning: 'Those of them that are bound or about to be', unit: 'participants' },
  { name: 'deposits_12_months', meaning: 'Their deposits in the 365 days up to until', unit: 'deposits' },
  { name: 'deposits_5_years', meaning: 'Their deposits in the 1,826 days up to until', unit: 'deposits' },
  { name: 'signatories', meaning: 'Other signatories of the group', unit: 'participants' },
  { name: 'waiting', meaning: 'Those of them that have not deposited', unit: 'participants' },
  {
    name: 'half_deposited_after',
    meaning: 'Days after signature by which half had deposited; empty: not half of them yet',
    unit: 'days',
  },
  {
    name: 'deposited_in_next_year',
    meaning:
      'Of those that waited as long as this State, the share that deposited in the year after; empty: it does not wait, or too few waited as long',
    unit: 'share, 0 to 1',
  },
  { name: 'until', meaning: 'as_of, or the last day that is known of where that is earlier', unit: 'day' },
]

type Outlook = Fixed<z.output<typeof groupOutlook>>
type Under = {
  readonly treaty: Treaty
  readonly clocks: Clocks
  readonly row: PositionRow | undefined
  /** The last day that is known of, not after `as_of`. */
  readonly until: PlainDate
}

function outlookIn(
  view: RecordView,
  { treaty, clocks, row, until }: Under,
  group: { readonly group: string | null; readonly title: string },
): Outlook {
  const members = group.group === null ? null : membersOn(view, group.group, clocks.asOf)
  const asked = { treaty, clocks, group: members }
  const outlook = outlookOf(row, stateRows(view, asked), until)
  return {
    ...group,
    pace: paceOf(knownDeposits(view, asked), until),
    time_from_signature: outlook.time_from_signature,
    deposited_in_next_year: outlook.deposited_in_next_year,
  }
}

function stageOf(row: PositionRow | undefined): (typeof STAGES)[number] {
  if (row === undefined) return 'not_signed'
  if (row.consent !== null) return 'deposited'
  return row.signature_date === null && row.signature_earliest === null ? 'not_signed' : 'signed'
}

/** Where one State stands on its way into a treaty, beside the groups it belongs to. */
export const stateProjection = resource({
  id: 'state-projection',
  path: '/v1/treaties/{t}/projection/{p}',
  summary: 'Where one State stands on its way into a treaty, and what its groups have done',
  description:
    'Its stage and how long it has waited; for everyone and each of its groups the pace of deposits and the time from signature to deposit, those that still wait counted as waiting (Kaplan and Meier). No date is invented for a State.',
  parameters: z.object({ t: treatyParameter, p: participantParameter }),
  answer: z.object({
    ...treatyHeading,
    ...namedFields,
    status,
    stage: z.enum(STAGES),
    signature_date: dayOrNull.describe('null also where the day is not known.'),
    consent_date: dayOrNull.describe('null also where the day is not known.'),
    waited_days: z
      .int()
      .min(0)
      .nullable()
      .describe(
        'Days from its signature to as_of, or to known_until where that is earlier, or to its deposit; null where a day is missing.',
      ),
    ...silence,
    groups: z.array(groupOutlook).describe('Everyone first, then each group it belongs to on the day.'),
  }),
  csv: {
    columns: COLUMNS,
    rows: (answer) =>
      answer.groups.map((one) => [
        one.group,
        one.title,
        one.pace.members,
        one.pace.joined,
        one.pace.deposits_12_months,
        one.pace.deposits_5_years,
        one.time_from_signature.signatories,
        one.time_from_signature.waiting,
        one.time_from_signature.days?.p50 ?? null,
        one.deposited_in_next_year,
        one.pace.until,
      ]),
  },
  example: exampleStanding,
  canonical: canonicalStanding,
  restsOn: () => null,
  about: (view, { t }) => [findTreaty(view, { field: 't', value: t })],
  respond: ({ view, clocks, parameters }) => {
    const treaty = findTreaty(view, { field: 't', value: parameters.t })
    const { code } = findParticipant(view, { field: 'p', value: parameters.p })
    const row = view.lawOf(treaty).positionAt(clocks).rowOf(code)
    const known_until = knownUntil(view, treaty, clocks.knownAt)
    const until = watchedUntil(clocks.asOf, known_until)
    const under = { treaty, clocks, row, until }
    const everyone = { group: null, title: 'Everyone' }
    return {
      ...headingOf(treaty),
      ...named(view.names, code, clocks.asOf),
      status: row === undefined ? 'none' : row.status,
      stage: stageOf(row),
      signature_date: row === undefined ? null : row.signature_date,
      consent_date: row === undefined ? null : row.consent_date,
      waited_days: outlookOf(row, [], until).waited_days,
      known_until,
      silence: silenceBefore(clocks.asOf, known_until),
      groups: [everyone, ...groupsOf(view, code, clocks.asOf)].map((group) => outlookIn(view, under, group)),
    }
  },
})
