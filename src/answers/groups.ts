import * as z from 'zod'
import type { PlainDate } from '../law/plain-date.ts'
import type { Group } from '../record/snapshot.ts'
import { holdsOn } from './day-places.ts'
import { findGroup } from './look-up.ts'
import { named } from './names.ts'
import { groupParameter } from './parameter-shapes.ts'
import type { RecordView } from './record-view.ts'
import { type Cell, type Column, type Fixed, resource } from './resource.ts'
import { dayOrNull, named as namedFields } from './shapes.ts'

const groupShape = z
  .object({
    group: z.string(),
    title: z.string(),
    count: z.int().min(0).describe('Members on the day of as_of.'),
    members: z.array(
      z.object({
        ...namedFields,
        from: dayOrNull.describe('First day of membership; null is without limit.'),
        to: dayOrNull.describe('Last day of membership; null is without limit.'),
        note: z
          .string()
          .nullable()
          .describe('What has to be known of these days, such as how sure they are.'),
      }),
    ),
  })
  .meta({ id: 'Group', description: 'A group with the members it had on the day.' })

type AnsweredGroup = Fixed<z.output<typeof groupShape>>

function groupOn(view: RecordView, group: Group, day: PlainDate): AnsweredGroup {
  const members = view.record.memberships
    .filter((one) => one.group === group.id && holdsOn(one, day))
    .sort((one, other) => (one.participant < other.participant ? -1 : 1))
    .map((one) => ({
      ...named(view.names, one.participant, day),
      from: one.from,
      to: one.to,
      note: one.note ?? null,
    }))
  return { group: group.id, title: group.title, count: members.length, members }
}

const COLUMNS: readonly Column[] = [
  { name: 'group', meaning: 'Name of the group in addresses', unit: 'code' },
  { name: 'title', meaning: 'Title of the group', unit: null },
  { name: 'participant', meaning: 'Alpha-3 code of the member', unit: 'code' },
  { name: 'name', meaning: 'Name on the day of as_of', unit: null },
  { name: 'name_today', meaning: 'Name in the newest record', unit: null },
  { name: 'from', meaning: 'First day of membership; empty is without limit', unit: 'day' },
  { name: 'to', meaning: 'Last day of membership; empty is without limit', unit: 'day' },
  { name: 'note', meaning: 'What has to be known of these days, such as how sure they are', unit: null },
]

function memberRows(group: AnsweredGroup): Cell[][] {
  return group.members.map((one) => [
    group.group,
    group.title,
    one.participant,
    one.name,
    one.name_today,
    one.from,
    one.to,
    one.note,
  ])
}

const NO_LAW = { treaties: [], groups: true } as const

/** Every group with its members on a day. */
export const groups = resource({
  id: 'groups',
  path: '/v1/groups',
  summary: 'Groups with their members on a day',
  description: 'Every group that answers can be filtered by, with the members it had on the day of as_of.',
  parameters: z.object({}),
  answer: z.object({ groups: z.array(groupShape) }),
  list: 'groups',
  csv: { columns: COLUMNS, rows: (answer) => answer.groups.flatMap(memberRows) },
  example: () => ({}),
  canonical: () => ({}),
  restsOn: () => NO_LAW,
  respond: ({ view, clocks }) => ({
    groups: view.record.groups.map((group) => groupOn(view, group, clocks.asOf)),
  }),
})

/** One group with its members on a day. */
export const group = resource({
  id: 'group',
  path: '/v1/groups/{g}',
  summary: 'One group with its members on a day',
  description: 'The members the group had on the day of as_of.',
  parameters: z.object({ g: groupParameter }),
  answer: groupShape,
  csv: { columns: COLUMNS, rows: memberRows },
  example: (view): Record<string, string> => {
    const first = view.record.groups[0]
    return first === undefined ? {} : { g: first.id }
  },
  canonical: (view, { g }) => ({ g: findGroup(view, { field: 'g', value: g }).id }),
  restsOn: () => NO_LAW,
  respond: ({ view, clocks, parameters }) =>
    groupOn(view, findGroup(view, { field: 'g', value: parameters.g }), clocks.asOf),
})
