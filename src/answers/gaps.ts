import * as z from 'zod'
import { InputError } from '../law/input-error.ts'
import { type ListedRow, listedRow, listRows, membersOn } from './listed-row.ts'
import { findTreaty } from './look-up.ts'
import { groupParameter, treatyParameterFor } from './parameter-shapes.ts'
import type { RecordView } from './record-view.ts'
import { type Column, type Fixed, resource } from './resource.ts'
import { action, dayOrNull, named as namedFields, slug, status, treatyNumber } from './shapes.ts'
import { isBound } from './treaty-summary.ts'

const treatyRef = z.object({ treaty: treatyNumber, slug, short_title: z.string() })

const gap = z
  .object({
    ...namedFields,
    kind: listedRow.shape.kind,
    status: status.describe('Under the treaty it has joined.'),
    consent: action.nullable(),
    consent_date: dayOrNull.describe('null where the day is not known.'),
    entry_into_force: dayOrNull,
    not_party_status: status.describe('Under the treaty it has not joined.'),
    not_party_signature_date: dayOrNull.describe('Day on which it signed that treaty, if it did.'),
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

const made = new WeakMap<ListedRow, Gap[]>()

/** What the one row says beside the other. Equal ones are one object. */
function gapOf(row: ListedRow, there: ListedRow | undefined): Gap {
  const not_party_status = there === undefined ? ('none' as const) : there.status
  const not_party_signature_date = there === undefined ? null : there.signature_date
  const variants = made.get(row) ?? []
  made.set(row, variants)
  const known = variants.find(
    (one) =>
      one.not_party_status === not_party_status && one.not_party_signature_date === not_party_signature_date,
  )
  if (known !== undefined) return known
  const { participant, name, name_today, kind, status: own, consent, consent_date, entry_into_force } = row
  const joined = { participant, name, name_today, kind, status: own, consent, consent_date, entry_into_force }
  const found = { ...joined, not_party_status, not_party_signature_date }
  variants.push(found)
  return found
}

/** Who has joined one treaty and not another. */
export const gaps = resource({
  id: 'gaps',
  path: '/v1/gaps',
  summary: 'Who has joined one treaty and not another',
  description:
    'Everyone who on the day is bound by the one treaty or about to be (status contracting, party or denouncing), and is not by the other. Organizations are among them.',
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
    count: z.int().min(0),
    gaps: z.array(gap),
  }),
  list: 'gaps',
  csv: {
    columns: COLUMNS,
    rows: (answer) =>
      answer.gaps.map((one) => [
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
    const other = new Map(listRows(view, notParty, clocks).map((row) => [row.participant, row]))
    const found = listRows(view, party, clocks)
      .filter((row) => isBound(row.status) && (members === null || members.has(row.participant)))
      .flatMap((row) => {
        const there = other.get(row.participant)
        return there !== undefined && isBound(there.status) ? [] : [gapOf(row, there)]
      })
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
      gaps: found,
    }
  },
})
