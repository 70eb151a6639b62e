import * as z from 'zod'
import { InputError } from '../law/input-error.ts'
import { isBound } from '../law/participant-status.ts'
import type { Clocks, PlainDate } from '../law/plain-date.ts'
import { kindOf, listedRow, membersOn } from './listed-row.ts'
import { findTreaty } from './look-up.ts'
import { named } from './names.ts'
import { groupParameter, treatyParameterFor } from './parameter-shapes.ts'
import type { Position } from './position.ts'
import type { PositionStand } from './position-row.ts'
import type { RecordView } from './record-view.ts'
import { type Column, type Fixed, resource } from './resource.ts'
import { action, dayOrNull, named as namedFields, slug, status, treatyNumber } from './shapes.ts'

const treatyRef = z.object({ treaty: treatyNumber, slug, short_title: z.string() })

const gap = z
  .object({
    ...namedFields,
    kind: listedRow.shape.kind,
    certain: z
      .boolean()
      .describe('Whether it is a gap wherever within its span each act without a day happened.'),
    status: status.describe('Under the treaty it has joined.'),
    consent: action.nullable(),
    consent_date: dayOrNull.describe('null where the day is not known.'),
    consent_earliest: dayOrNull.describe('Where the day of consent is not known.'),
    consent_latest: dayOrNull,
    entry_into_force: dayOrNull,
    not_party_status: status.describe('Under the treaty it has not joined.'),
    not_party_signature_date: dayOrNull.describe('Day on which it signed that treaty, if it did.'),
    not_party_consent_earliest: dayOrNull.describe(
      'From this day on it may have joined that treaty too, on a day not known.',
    ),
    not_party_consent_latest: dayOrNull.describe('By this day it surely had; null where that is not shown.'),
  })
  .meta({ id: 'Gap', description: 'Someone who has joined one treaty and not another.' })

type Gap = Fixed<z.output<typeof gap>>

const COLUMNS: readonly Column[] = [
  { name: 'participant', meaning: 'Alpha-3 code of the State, or code of the organization', unit: 'code' },
  { name: 'name', meaning: 'Name on the day of as_of', unit: null },
  { name: 'name_today', meaning: 'Name in the newest record', unit: null },
  { name: 'kind', meaning: 'state or organization', unit: 'code' },
  { name: 'status', meaning: 'Position under the treaty it has joined', unit: 'code' },
  { name: 'consent', meaning: 'Kind of act by which it consented', unit: 'code' },
  { name: 'consent_date', meaning: 'Day of deposit; empty where it is not known', unit: 'day' },
  { name: 'entry_into_force', meaning: 'Day from which that treaty is in force for it', unit: 'day' },
  { name: 'not_party_status', meaning: 'Position under the treaty it has not joined', unit: 'code' },
  { name: 'not_party_signature_date', meaning: 'Day on which it signed that treaty', unit: 'day' },
  {
    name: 'counted',
    meaning:
      'Whether it is in the count; false for one that is a gap only if an act without a day came early',
    unit: 'true or false',
  },
  {
    name: 'certain',
    meaning: 'Whether it is a gap wherever within its span each act without a known day happened',
    unit: 'true or false',
  },
  { name: 'consent_earliest', meaning: 'First possible day of a consent without a known day', unit: 'day' },
  { name: 'consent_latest', meaning: 'Last possible day of a consent without a known day', unit: 'day' },
  {
    name: 'not_party_consent_earliest',
    meaning: 'First day on which it may have joined the other treaty too',
    unit: 'day',
  },
  {
    name: 'not_party_consent_latest',
    meaning: 'Day by which it surely had joined the other treaty; empty where that is not shown',
    unit: 'day',
  },
]

/** The two treaties. Throws InputError for one that is unknown, and where both are one: nobody has joined and not joined it. */
function treatiesAsked(view: RecordView, asked: { readonly party: string; readonly not_party: string }) {
  const party = findTreaty(view, { field: 'party', value: asked.party })
  const notParty = findTreaty(view, { field: 'not_party', value: asked.not_party })
  if (party.number !== notParty.number) return { party, notParty }
  const others = view.treaties.filter(({ number }) => number !== party.number).map((treaty) => treaty.slug)
  const accepted = `another treaty than party names: ${others.join(', ')}`
  throw new InputError([{ field: 'not_party', value: asked.not_party, accepted }])
}

/** What decides whether one is a gap: by what is sure, and by what may be. */
type Standing = { readonly surely: boolean; readonly perhaps: boolean; readonly sure: boolean }

/** Whether the participant is bound: `sure` as counted, `surely` wherever its acts without a day lie, `perhaps` for some
 *  place of them. */
function standingOf(position: Position, code: string): Standing {
  const sure = position.isBound(code)
  const soonest = position.soonest.get(code)
  const other = soonest === undefined ? sure : isBound(soonest)
  return { sure, surely: sure && other, perhaps: sure || other }
}

type Compared = {
  readonly view: RecordView
  readonly asOf: PlainDate
  readonly here: PositionStand
  readonly there: PositionStand | undefined
}

/** What the one row says beside the other. */
function gapOf({ view, asOf, here, there }: Compared, certain: boolean): Gap {
  return {
    ...named(view.names, here.participant, asOf),
    kind: kindOf(view, here.participant),
    certain,
    status: here.status,
    consent: here.consent,
    consent_date: here.consent_date,
    consent_earliest: here.consent_earliest,
    consent_latest: here.consent_latest,
    entry_into_force: here.entry_into_force,
    not_party_status: there === undefined ? 'none' : there.status,
    not_party_signature_date: there === undefined ? null : there.signature_date,
    not_party_consent_earliest: there === undefined ? null : there.consent_earliest,
    not_party_consent_latest: there === undefined ? null : there.consent_latest,
  }
}

/** Those counted as gaps, and those that are one only for some place of their acts without a day. Who has not acted under
 *  the one treaty is none. In a long history each day has other rows: here none is kept, nor what ended before read. */
function gapsBetween(
  view: RecordView,
  { party, notParty }: ReturnType<typeof treatiesAsked>,
  { clocks, members }: { readonly clocks: Clocks; readonly members: ReadonlySet<string> | null },
): { readonly gaps: Gap[]; readonly perhaps: Gap[] } {
  const joinedThere = view.lawOf(party).positionAt(clocks)
  const leftThere = view.lawOf(notParty).positionAt(clocks)
  const gaps: Gap[] = []
  const perhaps: Gap[] = []
  for (const code of joinedThere.codes()) {
    if (members !== null && !members.has(code)) continue
    const joined = standingOf(joinedThere, code)
    if (!joined.perhaps) continue
    const left = standingOf(leftThere, code)
    const isGap = joined.sure && !left.sure
    if (!isGap && left.surely) continue
    const here = joinedThere.standOf(code)
    if (here === undefined) throw new Error(`${code} is bound and stands nowhere`)
    const gap = gapOf(
      { view, asOf: clocks.asOf, here, there: leftThere.standOf(code) },
      isGap && joined.surely && !left.perhaps,
    )
    if (isGap) gaps.push(gap)
    else perhaps.push(gap)
  }
  return { gaps, perhaps }
}

/** Who has joined one treaty and not another. */
export const gaps = resource({
  id: 'gaps',
  path: '/v1/gaps',
  summary: 'Who has joined one treaty and not another',
  description:
    'Everyone who on the day is bound by the one treaty or about to be (status contracting, party or denouncing), and is not by the other. Organizations are among them. Where an act without a known day leaves room, at_least and at_most say between which numbers the truth lies, certain marks the rows, and perhaps has those that may be one.',
  parameters: z.object({
    party: treatyParameterFor('Treaty they have joined: slug or number.'),
    not_party: treatyParameterFor('Treaty they have not joined: slug or number.'),
    group: groupParameter.optional(),
  }),
  answer: z.object({
    party: treatyRef,
    not_party: treatyRef,
    group: z.string().nullable(),
    joined_means: z.array(status).describe('Statuses that count as joined.'),
    count: z.int().min(0).describe('The rows of gaps.'),
    at_least: z.int().min(0).optional().describe('Least number, where undated acts leave room.'),
    at_most: z.int().min(0).optional().describe('Greatest number, where undated acts leave room.'),
    gaps: z.array(gap),
    perhaps: z
      .array(gap)
      .describe('Who is no gap by what is sure, and would be one if an act without a day happened early.'),
  }),
  list: 'gaps',
  csv: {
    columns: COLUMNS,
    rows: (answer) =>
      [...answer.gaps, ...answer.perhaps].map((one, place) => [
        one.participant,
        one.name,
        one.name_today,
        one.kind,
        one.status,
        one.consent,
        one.consent_date,
        one.entry_into_force,
        one.not_party_status,
        one.not_party_signature_date,
        place < answer.count,
        one.certain,
        one.consent_earliest,
        one.consent_latest,
        one.not_party_consent_earliest,
        one.not_party_consent_latest,
      ]),
  },
  example: (view): Record<string, string> => {
    const first = view.treaties[0]
    const last = view.treaties.at(-1)
    return first === undefined || last === undefined || first === last
      ? {}
      : { party: first.slug, not_party: last.slug }
  },
  canonical: () => ({}),
  restsOn: (view, parameters) => {
    const { party, notParty } = treatiesAsked(view, parameters)
    return { treaties: [party, notParty], groups: parameters.group !== undefined }
  },
  respond: ({ view, clocks, parameters }) => {
    const { party, notParty } = treatiesAsked(view, parameters)
    const members = parameters.group === undefined ? null : membersOn(view, parameters.group, clocks.asOf)
    const { gaps: found, perhaps } = gapsBetween(view, { party, notParty }, { clocks, members })
    const least = found.filter(({ certain }) => certain).length
    const most = found.length + perhaps.length
    const refer = (treaty: typeof party) => ({
      treaty: treaty.number,
      slug: treaty.slug,
      short_title: treaty.short_title,
    })
    return {
      party: refer(party),
      not_party: refer(notParty),
      group: parameters.group === undefined ? null : parameters.group.toLowerCase(),
      joined_means: ['contracting' as const, 'party' as const, 'denouncing' as const],
      count: found.length,
      ...(least < most ? { at_least: least, at_most: most } : {}),
      gaps: found,
      perhaps,
    }
  },
})
