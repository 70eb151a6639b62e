import * as z from 'zod'
import type { Clocks, PlainDate } from '../law/plain-date.ts'
import type { Participant } from '../record/snapshot.ts'
import { holdsOn } from './day-places.ts'
import { daysBetweenActs, waits } from './days-between-acts.ts'
import { declarationShape, declarationsOf } from './declarations.ts'
import { answeredEvent, recordEvent } from './event-shapes.ts'
import { eventsHeard } from './grounds.ts'
import { listedRow, numberOf, ROW_COLUMNS, rowCells, rowFor } from './listed-row.ts'
import { findParticipant } from './look-up.ts'
import { named, nameOn } from './names.ts'
import { participantParameter } from './parameter-shapes.ts'
import { markOfParts, partsOf } from './participant-parts.ts'
import type { RecordView } from './record-view.ts'
import { markOfStep, remainingStep, remainingSteps } from './remaining-steps.ts'
import { resource } from './resource.ts'
import { dayOrNull, named as namedFields, rowFields, treatyHeading } from './shapes.ts'
import { headingOf } from './treaty-summary.ts'

const groupRef = z.object({ group: z.string(), title: z.string() })

/** The groups that the participant belongs to on `day`, in the order of lists. */
export function groupsOf(view: RecordView, code: string, day: PlainDate) {
  const member = new Set(
    partsOf(view, code)
      .memberships.filter((one) => holdsOn(one, day))
      .map((one) => one.group),
  )
  return view.record.groups
    .filter((group) => member.has(group.id))
    .map((group) => ({ group: group.id, title: group.title }))
}

function formerNames(view: RecordView, { code }: Participant) {
  return (view.names.dated.get(code) ?? []).map(({ name, from, to }) => ({ name, from, to }))
}

/** The participant's row under each treaty. */
function rowsUnder(view: RecordView, clocks: Clocks, code: string) {
  return view.treaties.map((treaty) => {
    const position = view.lawOf(treaty).positionAt(clocks)
    return { treaty, row: rowFor(view, { treaty, position, asOf: clocks.asOf }, code) }
  })
}

/** Legal position of one participant under every treaty. */
export const participant = resource({
  id: 'participant',
  path: '/v1/participants/{p}',
  summary: 'Legal position of a State or organization under every treaty',
  description:
    'Its status and dates under each treaty, what remains to be done, its groups and names, and its events up to as_of, as known at known_at.',
  parameters: z.object({ p: participantParameter }),
  answer: z.object({
    ...namedFields,
    kind: listedRow.shape.kind,
    alpha2: z.string().nullable(),
    m49: z.string().nullable().describe('UN M49 code.'),
    un_member_from: dayOrNull,
    state_from: dayOrNull.describe(
      'First day on which it could act as a State, where that is not the day of its admission.',
    ),
    names: z.array(z.object({ name: z.string(), from: dayOrNull, to: dayOrNull })).describe('Names by date.'),
    groups: z.array(groupRef).describe('Groups it belonged to on the day of as_of.'),
    treaties: z.array(
      z.object({
        ...treatyHeading,
        is_adopted: z.boolean().describe('Whether the treaty had been adopted by as_of.'),
        ...rowFields,
        ...waits,
      }),
    ),
    remaining: z
      .array(remainingStep)
      .describe('What remains to be done, treaty by treaty; empty for a Party to all.'),
    declarations: z
      .array(declarationShape)
      .describe(
        'Reservations, declarations and notifications on record, made by the day; those without a day too.',
      ),
    events: z.array(recordEvent),
  }),
  csv: {
    columns: [
      { name: 'treaty', meaning: 'Number in the UN Treaty Collection', unit: 'code' },
      { name: 'slug', meaning: 'Name of the treaty in addresses', unit: 'code' },
      ...ROW_COLUMNS,
    ],
    rows: (answer) =>
      answer.treaties.map((row) => [
        row.treaty,
        row.slug,
        ...rowCells({
          ...row,
          participant: answer.participant,
          name: answer.name,
          name_today: answer.name_today,
          kind: answer.kind,
        }),
      ]),
  },
  example: (view): Record<string, string> => {
    const first = view.record.participants[0]
    return first === undefined ? {} : { p: first.code }
  },
  canonical: (view, { p }) => ({ p: findParticipant(view, { field: 'p', value: p }).code }),
  restsOn: (view) => ({ treaties: view.treaties, groups: true }),
  markOf: ({ view, clocks, parameters }) => {
    const { code } = findParticipant(view, { field: 'p', value: parameters.p })
    let mark = `${nameOn(view.names, code, clocks.asOf)} ${markOfParts(partsOf(view, code), clocks)}`
    for (const { treaty, row } of rowsUnder(view, clocks, code)) {
      mark += ` ${treaty.adopted <= clocks.asOf} ${numberOf(row)} ${markOfStep(treaty, row, clocks.asOf)}`
    }
    return mark
  },
  respond: ({ view, clocks, parameters }) => {
    const found = findParticipant(view, { field: 'p', value: parameters.p })
    const rows = rowsUnder(view, clocks, found.code)
    return {
      ...named(view.names, found.code, clocks.asOf),
      kind: found.kind,
      alpha2: found.alpha2,
      m49: found.m49,
      un_member_from: found.un_member_from,
      state_from: found.state_from,
      names: formerNames(view, found),
      groups: groupsOf(view, found.code, clocks.asOf),
      treaties: rows.map(({ treaty, row }) => {
        const { participant: _code, name: _name, name_today: _today, kind: _kind, ...position } = row
        const is_adopted = treaty.adopted <= clocks.asOf
        return { ...headingOf(treaty), is_adopted, ...position, ...daysBetweenActs(row) }
      }),
      remaining: rows.flatMap(({ treaty, row }) => remainingSteps(treaty, row, clocks.asOf)),
      declarations: declarationsOf(view, found.code, clocks),
      events: eventsHeard(view.eventsOfParticipant(found.code), clocks).map(answeredEvent),
    }
  },
})
