import * as z from 'zod'
import { groupParameter, treatyParameter } from '../../../answers/parameter-shapes.ts'
import { projection } from '../../../answers/projection.ts'
import type { Asking } from '../asking.ts'
import type { Text } from '../text/text.ts'
import type { Projected } from './reading.ts'
import { supposedDeposits, type Wanted } from './supposed.ts'

/** What the projection of a treaty is asked with, on its page and as a picture. */
export const projectionParameters = z.object({
  t: treatyParameter,
  group: groupParameter.optional(),
  join: z.string().max(2000).optional(),
  members: z.string().max(60).optional(),
  on: z.string().max(10).optional(),
})

/** The projection asked for, with the deposits that are supposed. Throws InputError. */
export function projectionAsked(asking: Asking<Wanted & { readonly t: string }>): Projected {
  const { t, group } = asking.parameters
  return asking.ask(projection, {
    t,
    ...(group === undefined ? {} : { group }),
    ...supposedDeposits(asking),
  })
}

/** What the page was asked with beside its treaty and the clocks, for the address of the same as a picture. */
export function wantedQuery({ group, join, members, on }: Wanted): Readonly<Record<string, string>> {
  const wanted = Object.entries({ group, join, members, on })
  return Object.fromEntries(wanted.filter((one): one is [string, string] => one[1] !== undefined))
}

/** What the projection is of: the treaty, or the treaty in the group that was asked for. */
export function projectionSubject(text: Text, { data: { short_title, group } }: Projected): string {
  return group === null
    ? short_title
    : text.plain('projection.in_group', { treaty: short_title, group: group.title })
}
