import * as z from 'zod'
import { isBound } from '../law/participant-status.ts'
import { membersOn, rowFor } from './listed-row.ts'
import { named } from './names.ts'
import { groupParameter } from './parameter-shapes.ts'
import type { Position } from './position.ts'
import { type Column, resource } from './resource.ts'
import { dayOrNull, named as namedFields, slug, status, treatyNumber } from './shapes.ts'

const COLUMNS: readonly Column[] = [
  { name: 'participant', meaning: 'Alpha-3 code of the State, or code of the organization', unit: 'code' },
  { name: 'name', meaning: 'Name on the day of as_of', unit: null },
  { name: 'name_today', meaning: 'Name in the newest record', unit: null },
  { name: 'kind', meaning: 'state or organization', unit: 'code' },
  { name: 'treaty', meaning: 'Number in the UN Treaty Collection', unit: 'code' },
  { name: 'slug', meaning: 'Name of the treaty in addresses', unit: 'code' },
  { name: 'status', meaning: 'Position under the treaty on the day of as_of', unit: 'code' },
  { name: 'consent_date', meaning: 'Day of deposit; empty also where the day is not known', unit: 'day' },
  { name: 'entry_into_force', meaning: 'Day from which the treaty is in force for it', unit: 'day' },
  {
    name: 'perhaps',
    meaning: 'bound or not_bound: what it may be otherwise than by its status, by an act without a known day',
    unit: 'code',
  },
]

function perhapsOf(
  { soonest }: Position,
  { participant }: { readonly participant: string },
): { perhaps?: 'bound' | 'not_bound' } {
  const status = soonest.get(participant)
  if (status === undefined) return {}
  return { perhaps: isBound(status) ? 'bound' : 'not_bound' }
}

/** Everyone with their position under every treaty. */
export const participants = resource({
  id: 'participants',
  path: '/v1/participants',
  summary: 'Everyone, with their position under every treaty',
  description:
    'States there were on the day, and organizations with an act, with their status under each treaty.',
  parameters: z.object({ group: groupParameter.optional() }),
  answer: z.object({
    participants: z.array(
      z.object({
        ...namedFields,
        kind: z.enum(['state', 'organization']),
        treaties: z.array(
          z.object({
            treaty: treatyNumber,
            slug,
            status,
            consent_date: dayOrNull,
            entry_into_force: dayOrNull,
            perhaps: z
              .enum(['bound', 'not_bound'])
              .optional()
              .describe(
                'There where an act without a known day leaves room: by status it is not bound and may be, or the other way round.',
              ),
          }),
        ),
      }),
    ),
  }),
  list: 'participants',
  csv: {
    columns: COLUMNS,
    rows: (answer) =>
      answer.participants.flatMap((one) =>
        one.treaties.map((row) => [
          one.participant,
          one.name,
          one.name_today,
          one.kind,
          row.treaty,
          row.slug,
          row.status,
          row.consent_date,
          row.entry_into_force,
          row.perhaps ?? null,
        ]),
      ),
  },
  example: () => ({}),
  canonical: () => ({}),
  restsOn: (view, { group }) => ({ treaties: view.treaties, groups: group !== undefined }),
  respond: ({ view, clocks, parameters }) => {
    const members = parameters.group === undefined ? null : membersOn(view, parameters.group, clocks.asOf)
    const found = view.treaties.map((treaty) => ({
      treaty,
      position: view.lawOf(treaty).positionAt(clocks),
      asOf: clocks.asOf,
    }))
    const codes = new Set([
      ...view.names.statesOn(clocks.asOf),
      ...found.flatMap(({ position }) => [...position.rows.keys()]),
    ])
    return {
      participants: [...codes]
        .filter((code) => members === null || members.has(code))
        .sort()
        .map((code) => ({
          ...named(view.names, code, clocks.asOf),
          kind:
            view.names.participants.get(code)?.kind === 'organization'
              ? ('organization' as const)
              : ('state' as const),
          treaties: found.map((one) => {
            const row = rowFor(view, one, code)
            return {
              treaty: one.treaty.number,
              slug: one.treaty.slug,
              status: row.status,
              consent_date: row.consent_date,
              entry_into_force: row.entry_into_force,
              ...perhapsOf(one.position, row),
            }
          }),
        })),
    }
  },
})
