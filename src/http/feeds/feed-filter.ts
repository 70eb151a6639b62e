import { type Fact, PUBLIC_KINDS, type PublicKind } from '../../alerts/fact.ts'
import { wants } from '../../alerts/match-subscriptions.ts'
import { type Interest, USUAL_INTEREST } from '../../alerts/subscription.ts'
import { findGroup, findParticipant, findTreaty } from '../../answers/look-up.ts'
import { nearestWord } from '../../answers/nearest.ts'
import type { RecordView } from '../../answers/record-view.ts'
import { InputError } from '../../law/input-error.ts'

/** What narrows a feed, a calendar or a stream; each may stand more than once or hold several with commas. */
export type FeedFilter = Pick<Interest, 'treaties' | 'participants' | 'groups'> & {
  readonly kinds: readonly PublicKind[]
}

const NAMES = ['treaty', 'participant', 'group', 'kind'] as const

function valuesOf(query: URLSearchParams, name: string): string[] {
  return query
    .getAll(name)
    .flatMap((value) => value.split(','))
    .filter((value) => value !== '')
}

function kindOf(value: string): PublicKind {
  const found = PUBLIC_KINDS.find((kind) => kind === value)
  if (found !== undefined) return found
  const near = nearestWord(value, PUBLIC_KINDS)
  const accepted = `one of ${PUBLIC_KINDS.join(', ')}`
  throw new InputError([{ field: 'kind', value, accepted, ...(near === undefined ? {} : { nearest: near }) }])
}

/** Reads `treaty`, `participant`, `group` and `kind`, and leaves `also` to the caller. Throws InputError, also for any
 *  other parameter. */
export function readFeedFilter(
  query: URLSearchParams,
  view: RecordView,
  also: readonly string[] = [],
): FeedFilter {
  const names: readonly string[] = [...NAMES, ...also]
  for (const [name, value] of query) {
    if (names.includes(name)) continue
    const near = nearestWord(name, names)
    const accepted = `no such parameter; one of ${names.join(', ')}`
    throw new InputError([{ field: name, value, accepted, ...(near === undefined ? {} : { nearest: near }) }])
  }
  const found = <T>(field: string, find: (given: { field: string; value: string }) => T): T[] =>
    valuesOf(query, field).map((value) => find({ field, value }))
  const kinds = valuesOf(query, 'kind').map(kindOf)
  return {
    treaties: found('treaty', (given) => findTreaty(view, given).number),
    participants: found('participant', (given) => findParticipant(view, given).code),
    groups: found('group', (given) => findGroup(view, given).id),
    kinds: kinds.length === 0 ? PUBLIC_KINDS : kinds,
  }
}

/** Whether the filter lets the fact pass, as a subscription with the same filter would. */
export function passes(filter: FeedFilter, fact: Fact): boolean {
  return wants({ ...USUAL_INTEREST, ...filter, to_go: [], moved_days: 0 }, fact)
}
