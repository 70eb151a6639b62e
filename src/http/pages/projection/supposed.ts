import { groups } from '../../../answers/groups.ts'
import { findGroup } from '../../../answers/look-up.ts'
import { InputError } from '../../../law/input-error.ts'
import { addMonths, type PlainDate, parsePlainDate } from '../../../law/plain-date.ts'
import type { Asking } from '../asking.ts'

/** What the form of a what-if asks with. */
export type Wanted = {
  /** Codes with commas. */
  readonly join?: string | undefined
  /** A group all of whose members deposit. */
  readonly members?: string | undefined
  readonly on?: string | undefined
  readonly group?: string | undefined
}

/** The day on which the deposits are supposed: the one given, or a month from the day of the page. Throws InputError. */
export function supposedDay({ clocks, parameters: { on } }: Asking<Wanted>): PlainDate {
  if (on === undefined) return addMonths(clocks.asOf, 1)
  const day = parsePlainDate(on)
  if (day !== null) return day
  throw new InputError([{ field: 'on', value: on, accepted: 'a day of the calendar as YYYY-MM-DD' }])
}

/** Codes of everyone who is supposed to deposit, each once. Throws InputError for a group that is not on record. */
export function supposedCodes(asking: Asking<Wanted>): readonly string[] {
  const { join, members } = asking.parameters
  const named = join === undefined ? [] : join.split(',')
  if (members === undefined) return [...new Set(named)]
  const { id } = findGroup(asking.view, { field: 'members', value: members })
  const found = asking.ask(groups, {}).data.groups.find(({ group }) => group === id)
  return [...new Set([...named, ...(found?.members ?? []).map(({ participant }) => participant)])]
}

/** The supposed deposits as the answer takes them; empty where nothing is supposed. */
export function supposedDeposits(asking: Asking<Wanted>): { readonly add?: string } {
  const codes = supposedCodes(asking)
  if (codes.length === 0) return {}
  const day = supposedDay(asking)
  return { add: codes.map((code) => `${code}:${day}`).join(',') }
}
