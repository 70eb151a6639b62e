import type { Membership } from './act.ts'
import { coversDay, type DaySpan, mergedSpans } from './day-span.ts'
import { addDays, type PlainDate, plainDate } from './plain-date.ts'

/** Who belongs to one group, list or circle of parties, and when. */
export type GroupHistory = {
  readonly spans: ReadonlyMap<string, readonly DaySpan[]>
  /** Each day on which someone comes in or is out, with who, in order of the days. */
  readonly changes: readonly { readonly day: PlainDate; readonly participant: string }[]
  /** How many belong to it from each of those days on; the first entry is before all of them. */
  readonly sizes: readonly { readonly from: PlainDate | null; readonly size: number }[]
}

/** Every group by its name. */
export type Groups = {
  readonly has: (name: string) => boolean
  /** undefined when no list of that name is given. */
  readonly get: (name: string) => GroupHistory | undefined
}

/** The group that lists the organizations. */
export const ORGANIZATIONS = 'reio'

/** The group that lists the member States of an organization. */
export function membersOf(organization: string): string {
  return `members:${organization}`
}

const LAST_DAY = plainDate('9999-12-31')

function sizesOf(spans: readonly DaySpan[]): GroupHistory['sizes'] {
  const steps = spans.flatMap(({ from, to }) => [
    ...(from === null ? [] : [{ day: from, step: 1 }]),
    ...(to === null ? [] : [{ day: to, step: -1 }]),
  ])
  let size = spans.filter(({ from }) => from === null).length
  const sizes: { from: PlainDate | null; size: number }[] = [{ from: null, size }]
  for (const { day, step } of steps.sort((one, other) => (one.day < other.day ? -1 : 1))) {
    size += step
    if (sizes.at(-1)?.from === day) sizes.pop()
    sizes.push({ from: day, size })
  }
  return sizes
}

/** The history of a group from the days on which each participant belongs to it. */
export function groupHistory(given: Iterable<readonly [string, readonly DaySpan[]]>): GroupHistory {
  const spans = new Map<string, readonly DaySpan[]>()
  const changes: { day: PlainDate; participant: string }[] = []
  for (const [participant, own] of given) {
    const merged = mergedSpans(own)
    spans.set(participant, merged)
    for (const { from, to } of merged) {
      if (from !== null) changes.push({ day: from, participant })
      if (to !== null) changes.push({ day: to, participant })
    }
  }
  changes.sort((one, other) => (one.day < other.day ? -1 : Number(one.day > other.day)))
  return { spans, changes, sizes: sizesOf([...spans.values()].flat()) }
}

function historyOf(rows: readonly Membership[]): GroupHistory {
  const members = new Map<string, DaySpan[]>()
  for (const { participant, from, to } of rows) {
    const spans = members.get(participant) ?? []
    spans.push({ from, to: to === null || to === LAST_DAY ? null : addDays(to, 1) })
    members.set(participant, spans)
  }
  return groupHistory(members)
}

/** The groups in rows that name the first and the last day of each membership. A group's history is made when it is
 *  first asked for: most lists are never asked for by a rule. */
export function groupsByName(memberships: readonly Membership[]): Groups {
  const rows = new Map<string, Membership[]>()
  for (const membership of memberships) {
    const own = rows.get(membership.group)
    if (own === undefined) rows.set(membership.group, [membership])
    else own.push(membership)
  }
  const histories = new Map<string, GroupHistory>()
  const get = (name: string): GroupHistory | undefined => {
    const own = rows.get(name)
    if (own === undefined) return undefined
    const history = histories.get(name) ?? historyOf(own)
    histories.set(name, history)
    return history
  }
  return { has: (name) => rows.has(name), get }
}

/** A group that nobody belongs to. */
export const NOBODY = groupHistory([])

export function belongsTo(group: GroupHistory, participant: string, day: PlainDate): boolean {
  return group.spans.get(participant)?.some((span) => coversDay(span, day)) === true
}

/** How many belong to the group on the day. */
export function sizeOn(group: GroupHistory, day: PlainDate): number {
  let low = 0
  let high = group.sizes.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    const from = group.sizes[middle]?.from
    if (from === undefined || (from !== null && from > day)) high = middle - 1
    else low = middle
  }
  const found = group.sizes[low]
  if (found === undefined) throw new Error('a group always has a size')
  return found.size
}
