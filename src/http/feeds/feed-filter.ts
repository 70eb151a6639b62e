import { type Fact, PUBLIC_KINDS, type PublicKind } from '../../alerts/fact.ts'
import { KINDS_ABOUT_THEM, wants, wantsNothing } from '../../alerts/match-subscriptions.ts'
import { type Interest, USUAL_INTEREST } from '../../alerts/subscription.ts'
import { findGroup, findParticipant, findTreaty } from '../../answers/look-up.ts'
import { nearestWord } from '../../answers/nearest.ts'
import type { RecordView } from '../../answers/record-view.ts'
import { collectProblems } from '../../law/collect-problems.ts'
import { InputError } from '../../law/input-error.ts'

/** What narrows a feed, a calendar or a stream; each may stand more than once or hold several with commas. */
export type FeedFilter = Pick<Interest, 'treaties' | 'participants' | 'groups' | 'treaty_wide'> & {
  readonly kinds: readonly PublicKind[]
}

const ACT_KINDS = ['signature', 'deposit', 'withdrawal', 'denunciation', 'declaration', 'correction'] as const

/** What each of them carries. How far a projection has moved is reckoned from what each subscription was told last. */
export const FEED_KINDS = PUBLIC_KINDS.filter((kind) => kind !== 'projection_moved')
/** What a feed carries where no kind is asked for: that the date of one State is near would come four times for each. */
export const USUAL_FEED_KINDS = FEED_KINDS.filter((kind) => kind !== 'state_entry_near')
export const CALENDAR_KINDS: readonly PublicKind[] = ['entry_fixed', 'state_entry_fixed', 'signature_closing']
/** Kinds of events; what follows from them is no event. */
export const STREAM_KINDS: readonly PublicKind[] = ACT_KINDS

/** The two clocks of the answers. */
const CLOCKS: ReadonlySet<string> = new Set(['as_of', 'known_at'])
/** What follows them shows them again as it was told last: one of another day would mend or cancel what is kept there. */
const NO_CLOCKS =
  'no day: feeds, calendar and stream tell what is on record now; /v1/acts and /v1/changes answer for any day'

const NAMES = ['treaty', 'participant', 'group', 'treaty_wide', 'kind'] as const

function valuesOf(query: URLSearchParams, name: string): string[] {
  return query
    .getAll(name)
    .flatMap((value) => value.split(','))
    .filter((value) => value !== '')
}

function kindOf(value: string, carried: readonly PublicKind[]): PublicKind {
  const found = carried.find((kind) => kind === value)
  if (found !== undefined) return found
  const isTold = PUBLIC_KINDS.some((kind) => kind === value)
  const near = isTold ? undefined : nearestWord(value, carried)
  const accepted = `one of ${carried.join(', ')}${isTold ? '; this kind is not carried here, subscriptions are told of it' : ''}`
  throw new InputError([{ field: 'kind', value, accepted, ...(near === undefined ? {} : { nearest: near }) }])
}

function treatyWideIn(query: URLSearchParams): boolean {
  const values = [...new Set(query.getAll('treaty_wide'))]
  const value = values.join(', ')
  if (values.length === 0 || value === 'false') return false
  if (value === 'true') return true
  throw new InputError([{ field: 'treaty_wide', value, accepted: 'true or false' }])
}

/** Reads `treaty`, `participant`, `group`, `treaty_wide` and `kind`, and leaves `also` to the caller. Throws InputError, also for any
 *  other parameter, for a kind that is not among those `carried`, and where nothing can ever pass. */
export function readFeedFilter(
  query: URLSearchParams,
  view: RecordView,
  {
    carried,
    usual = carried,
    also = [],
  }: {
    readonly carried: readonly PublicKind[]
    /** Where none is asked for; all when left out. */
    readonly usual?: readonly PublicKind[]
    readonly also?: readonly string[]
  },
): FeedFilter {
  const names: readonly string[] = [...NAMES, ...also]
  for (const [name, value] of query) {
    if (names.includes(name)) continue
    if (CLOCKS.has(name)) throw new InputError([{ field: name, value, accepted: NO_CLOCKS }])
    const near = nearestWord(name, names)
    const accepted = `no such parameter; one of ${names.join(', ')}`
    throw new InputError([{ field: name, value, accepted, ...(near === undefined ? {} : { nearest: near }) }])
  }
  const { tried, end } = collectProblems()
  const found = <T>(field: string, find: (given: { field: string; value: string }) => T): T[] =>
    valuesOf(query, field).flatMap((value) => tried(() => find({ field, value })))
  const kinds = valuesOf(query, 'kind').flatMap((value) => tried(() => kindOf(value, carried)))
  const filter = {
    treaties: found('treaty', (given) => findTreaty(view, given).number),
    participants: found('participant', (given) => findParticipant(view, given).code),
    groups: found('group', (given) => findGroup(view, given).id),
    treaty_wide: tried(() => treatyWideIn(query)).includes(true),
    kinds: kinds.length === 0 ? usual : kinds,
  }
  end()
  if (wantsNothing(filter)) {
    throw new InputError([{ field: 'kind', value: kinds.join(','), accepted: KINDS_ABOUT_THEM }])
  }
  return filter
}

/** So many names stand in the title of what follows a filter. */
const MOST_NAMED = 3

/** What a reader calls what follows the filter, so that one is told from another: the program, and what it is narrowed to. */
export function filterTitle({ treaties, participants, groups }: FeedFilter, view: RecordView): string {
  const { record, names } = view
  const named = [
    ...record.treaties.filter(({ number }) => treaties.includes(number)).map((one) => one.short_title),
    ...participants.map((code) => names.participants.get(code)?.name ?? code),
    ...record.groups.filter(({ id }) => groups.includes(id)).map(({ title }) => title),
  ]
  const more = named.length > MOST_NAMED ? [`${named.length - MOST_NAMED} more`] : []
  return ['Palermo Tracker', ...named.slice(0, MOST_NAMED), ...more].join(' · ')
}

/** Whether the filter lets the fact pass, as a subscription with the same filter would. */
export function passes(filter: FeedFilter, fact: Fact): boolean {
  return wants({ ...USUAL_INTEREST, ...filter, to_go: [], moved_days: 0 }, fact)
}
