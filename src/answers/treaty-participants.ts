import * as z from 'zod'
import { listedRow, listRows, membersOn, ROW_COLUMNS, rowCells } from './listed-row.ts'
import { findTreaty } from './look-up.ts'
import { groupParameter, statusParameter, treatyParameter } from './parameter-shapes.ts'
import { resource } from './resource.ts'
import { counts, treatyHeading } from './shapes.ts'
import { canonicalTreaty, exampleTreaty } from './treaty-address.ts'
import { headingOf } from './treaty-summary.ts'

/** Everyone and their position under one treaty. */
export const treatyParticipants = resource({
  id: 'treaty-participants',
  path: '/v1/treaties/{t}/participants',
  summary: 'One row a participant: status, dates, article',
  description:
    'Everyone with an act under the treaty, and every State there was on the day that has none (status none). By code.',
  parameters: z.object({
    t: treatyParameter,
    status: statusParameter.optional(),
    group: groupParameter.optional(),
  }),
  answer: z.object({
    ...treatyHeading,
    counts,
    participants: z.array(listedRow),
  }),
  list: 'participants',
  csv: { columns: ROW_COLUMNS, rows: (answer) => answer.participants.map(rowCells) },
  example: exampleTreaty,
  canonical: canonicalTreaty,
  restsOn: (view, { t, group }) => ({
    treaties: [findTreaty(view, { field: 't', value: t })],
    groups: group !== undefined,
  }),
  respond: ({ view, clocks, parameters }) => {
    const treaty = findTreaty(view, { field: 't', value: parameters.t })
    const { status, group } = parameters
    const members = group === undefined ? null : membersOn(view, group, clocks.asOf)
    return {
      ...headingOf(treaty),
      counts: view.lawOf(treaty).stretchAt(clocks).counts,
      participants: listRows(view, treaty, clocks).filter(
        (row) =>
          (status === undefined || status.includes(row.status)) &&
          (members === null || members.has(row.participant)),
      ),
    }
  },
})
