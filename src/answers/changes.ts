import * as z from 'zod'
import { InputError } from '../law/input-error.ts'
import type { Clocks } from '../law/plain-date.ts'
import type { Treaty } from '../record/snapshot.ts'
import { readClocks } from './clocks.ts'
import { type ListedRow, listRows, SIGNATURE_COLUMNS } from './listed-row.ts'
import { accepted } from './parameter-shapes.ts'
import type { RecordView } from './record-view.ts'
import { type Column, type Fixed, type Question, resource } from './resource.ts'
import { counts, day, named, rowFields, status, treatyHeading } from './shapes.ts'
import { headingOf } from './treaty-summary.ts'

const changeShape = z
  .object({
    ...named,
    before: status,
    after: status,
    signature_date: rowFields.signature_date,
    signature_earliest: rowFields.signature_earliest,
    signature_latest: rowFields.signature_latest,
    consent: rowFields.consent,
    consent_date: rowFields.consent_date,
    consent_earliest: rowFields.consent_earliest,
    consent_latest: rowFields.consent_latest,
    entry_into_force: rowFields.entry_into_force,
    until: rowFields.until,
    corrected: z
      .boolean()
      .describe('Whether a day that was already given is given otherwise now: what is known has changed.'),
  })
  .meta({ id: 'Change', description: 'A participant that stands otherwise than it did.' })

const treatyChanges = z
  .object({ ...treatyHeading, before: counts, after: counts, changes: z.array(changeShape) })
  .meta({ id: 'TreatyChanges', description: 'What changed under one treaty.' })

type Change = Fixed<z.output<typeof changeShape>>

const dayParameter = (description: string) =>
  z.iso.date().describe(description).register(accepted, { accepted: 'a day of the calendar as YYYY-MM-DD' })

const parameters = z.object({
  since: dayParameter('Day of the law that is laid beside as_of.'),
  since_known_at: dayParameter(
    'Day of knowledge that goes with since; known_at when left out, so that only the law moves on.',
  ).optional(),
})

const DAYS = ['signature_date', 'consent_date', 'entry_into_force', 'until'] as const
/** Between which days an act lies whose day is not known. */
const BOUNDS = ['signature_earliest', 'signature_latest', 'consent_earliest', 'consent_latest'] as const

function changeOf(before: ListedRow | undefined, after: ListedRow): Change[] {
  const was = before?.status ?? 'none'
  const isOther = (name: (typeof DAYS | typeof BOUNDS)[number]) => (before?.[name] ?? null) !== after[name]
  const differs = DAYS.filter(isOther)
  const moved = BOUNDS.filter(isOther)
  const isSame = was === after.status && (before?.consent ?? null) === after.consent
  if (isSame && differs.length === 0 && moved.length === 0) return []
  const isGivenOtherwise =
    differs.some((name) => before !== undefined && before[name] !== null) ||
    // A bound that gives way to the day itself was not wrong.
    moved.some((name) => before !== undefined && before[name] !== null && after[name] !== null)
  return [
    {
      participant: after.participant,
      name: after.name,
      name_today: after.name_today,
      before: was,
      after: after.status,
      signature_date: after.signature_date,
      signature_earliest: after.signature_earliest,
      signature_latest: after.signature_latest,
      consent: after.consent,
      consent_date: after.consent_date,
      consent_earliest: after.consent_earliest,
      consent_latest: after.consent_latest,
      entry_into_force: after.entry_into_force,
      until: after.until,
      corrected: isGivenOtherwise,
    },
  ]
}

function changesUnder(view: RecordView, treaty: Treaty, { from, to }: { from: Clocks; to: Clocks }) {
  const law = view.lawOf(treaty)
  const before = new Map(listRows(view, treaty, from).map((row) => [row.participant, row]))
  return {
    ...headingOf(treaty),
    before: law.stretchAt(from).counts,
    after: law.stretchAt(to).counts,
    changes: listRows(view, treaty, to).flatMap((row) => changeOf(before.get(row.participant), row)),
  }
}

/** The earlier clocks. Throws InputError where they lie after those of the question. */
function earlierClocks({
  view,
  clocks,
  today,
  parameters: given,
}: Question<z.output<typeof parameters>>): Clocks {
  const { since, since_known_at } = given
  const from = readClocks(view, { as_of: since, known_at: since_known_at ?? clocks.knownAt }, today)
  const late = (field: string, value: string, latest: string) => ({
    field,
    value,
    accepted: `a day not after ${latest}`,
  })
  const problems = [
    ...(from.asOf > clocks.asOf ? [late('since', since, clocks.asOf)] : []),
    ...(from.knownAt > clocks.knownAt ? [late('since_known_at', from.knownAt, clocks.knownAt)] : []),
  ]
  if (problems.length > 0) throw new InputError(problems)
  return from
}

const COLUMNS: readonly Column[] = [
  { name: 'treaty', meaning: 'Number in the UN Treaty Collection', unit: 'code' },
  { name: 'slug', meaning: 'Name of the treaty in addresses', unit: 'code' },
  { name: 'participant', meaning: 'Alpha-3 code of the State, or code of the organization', unit: 'code' },
  { name: 'name', meaning: 'Name on the day of as_of', unit: null },
  { name: 'before', meaning: 'Position then', unit: 'code' },
  { name: 'after', meaning: 'Position on the day of as_of', unit: 'code' },
  ...SIGNATURE_COLUMNS,
  { name: 'consent', meaning: 'Kind of act by which it consented to be bound', unit: 'code' },
  { name: 'consent_date', meaning: 'Day of deposit; empty also where the day is not known', unit: 'day' },
  {
    name: 'consent_earliest',
    meaning: 'First possible day of a consent whose day is not known',
    unit: 'day',
  },
  { name: 'consent_latest', meaning: 'Last possible day of a consent whose day is not known', unit: 'day' },
  { name: 'entry_into_force', meaning: 'Day from which the treaty is in force for it', unit: 'day' },
  { name: 'until', meaning: 'Day on which a denunciation takes effect', unit: 'day' },
  { name: 'corrected', meaning: 'Whether a day is given otherwise than before', unit: 'true or false' },
]

/** What changed between an earlier state of law and knowledge and the one asked about. */
export const changes = resource({
  id: 'changes',
  path: '/v1/changes',
  summary: 'What changed since a day',
  description:
    'For each treaty, everyone who stands otherwise under as_of and known_at than under since and since_known_at, and the numbers then and now.',
  parameters,
  answer: z.object({ since: day, since_known_at: day, treaties: z.array(treatyChanges) }),
  list: 'treaties',
  csv: {
    columns: COLUMNS,
    rows: (answer) =>
      answer.treaties.flatMap(({ treaty, slug, changes: found }) =>
        found.map((one) => [
          treaty,
          slug,
          one.participant,
          one.name,
          one.before,
          one.after,
          one.signature_date,
          one.signature_earliest,
          one.signature_latest,
          one.consent,
          one.consent_date,
          one.consent_earliest,
          one.consent_latest,
          one.entry_into_force,
          one.until,
          one.corrected,
        ]),
      ),
  },
  example: (view): Record<string, string> => (view.firstKnown === null ? {} : { since: view.firstKnown }),
  canonical: () => ({}),
  restsOn: () => null,
  respond: (question) => {
    const { view, clocks } = question
    const from = earlierClocks(question)
    return {
      since: from.asOf,
      since_known_at: from.knownAt,
      treaties: view.treaties.map((treaty) => changesUnder(view, treaty, { from, to: clocks })),
    }
  },
})
