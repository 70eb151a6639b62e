import type { PlainDate } from '../law/plain-date.ts'
import type { RecordEvent } from '../record/event.ts'
import type { RecordSnapshot, Source, Treaty } from '../record/snapshot.ts'
import { type DayOrder, daysOfChange, orderDays } from './day-places.ts'
import { type EventIndex, indexEvents } from './event-index.ts'
import { groundsOf } from './grounds.ts'
import { expectsEarlier, type Names, readNames } from './names.ts'
import { preparePosition } from './position.ts'
import { type PositionMemory, rememberPositions } from './position-memory.ts'
import { currentState, grownHeads, type KnownHeads, knownHeads, type RecordState } from './record-as-known.ts'
import { rememberLaw, type TreatyLaw } from './treaty-law.ts'

/** The record at one `seq`, indexed, with the law computed from it when asked and remembered. A new event makes a new
 *  view; a view never changes its answers. */
export type RecordView = {
  /** The same object in views that differ in nothing but how fresh the source is. */
  readonly facts: object
  /** The same object in views of one record that differ in events alone. */
  readonly registry: object
  readonly record: RecordSnapshot
  /** In the order of lists. */
  readonly treaties: readonly Treaty[]
  readonly names: Names
  readonly sources: ReadonlyMap<string, Source>
  /** Days on which a membership of any group begins or has ended. */
  readonly membershipDays: DayOrder
  /** Earliest day of adoption: before it there is nothing to ask. null for an empty record. */
  readonly firstDay: PlainDate | null
  /** First day on which anything of the record was known. null for an empty record. */
  readonly firstKnown: PlainDate | null
  readonly heads: KnownHeads
  readonly current: RecordState
  /** By slug and by number, both in small letters. */
  readonly treatyByWord: ReadonlyMap<string, Treaty>
  readonly lawOf: (treaty: Treaty) => TreatyLaw
  readonly eventsOfTreaty: (number: string) => readonly RecordEvent[]
  readonly eventsOfParticipant: (code: string) => readonly RecordEvent[]
  readonly eventById: (id: string) => RecordEvent | undefined
  /** The event itself and every correction and retraction that names it. */
  readonly correctionsOf: (id: string) => readonly RecordEvent[]
}

function earliest(days: readonly PlainDate[]): PlainDate | null {
  return days.reduce<PlainDate | null>((least, day) => (least === null || day < least ? day : least), null)
}

/** Rows of all the positions that a record keeps, and the sets of events that speak, of all its treaties together. */
const ROWS_KEPT = 2_000_000
const MOMENTS_KEPT = 80_000
const FEWEST_MOMENTS = 500

/** What a view has made, for the one that comes after it. */
type Made = {
  readonly index: EventIndex
  readonly laws: ReadonlyMap<Treaty, TreatyLaw>
  readonly positions: PositionMemory
}

const madeBy = new WeakMap<object, Made>()

const REGISTRY = ['treaties', 'participants', 'names', 'groups', 'memberships', 'sources'] as const
const NOTES = ['gaps', 'declarations'] as const

/** What of an earlier view holds for the record too: null where that does not begin with the earlier one, or where
 *  more than its events differs. */
function takenOver(record: RecordSnapshot, earlier: RecordView | null): (Made & { view: RecordView }) | null {
  const made = earlier === null ? undefined : madeBy.get(earlier.facts)
  if (earlier === null || made === undefined) return null
  const { events } = earlier.record
  const begins =
    events.length <= record.events.length && events.at(-1)?.hash === record.events[events.length - 1]?.hash
  const same = [...REGISTRY, ...NOTES].every((part) => earlier.record[part] === record[part])
  if (!begins || !same || expectsEarlier(earlier.names, record.events.slice(events.length))) return null
  return { ...made, view: earlier }
}

/** The laws that none of the added events is about: printed totals are about none. */
function lawsLeft({ laws }: Made, added: readonly RecordEvent[]): Map<Treaty, TreatyLaw> {
  const touched = new Set(
    added.filter(({ action }) => action !== 'asserted_headline').map(({ treaty }) => treaty),
  )
  return new Map([...laws].filter(([, law]) => ![...law.rests].some((number) => touched.has(number))))
}

function remembered(laws: Map<Treaty, TreatyLaw>, make: (treaty: Treaty) => TreatyLaw): RecordView['lawOf'] {
  return (treaty) => {
    const found = laws.get(treaty) ?? make(treaty)
    laws.set(treaty, found)
    return found
  }
}

/** What is looked up in a record by name and by day; events that are added leave it as it is. */
type Registry = Pick<
  RecordView,
  'registry' | 'treaties' | 'names' | 'sources' | 'membershipDays' | 'firstDay' | 'treatyByWord'
>

function registryOf(record: RecordSnapshot): Registry {
  const { treaties } = record
  return {
    registry: {},
    treaties,
    names: readNames(record),
    sources: new Map(record.sources.map((source) => [source.id, source])),
    membershipDays: orderDays(daysOfChange(record.memberships)),
    firstDay: earliest(treaties.map((treaty) => treaty.adopted)),
    treatyByWord: new Map(
      treaties.flatMap((one) => [
        [one.number.toLowerCase(), one],
        [one.slug.toLowerCase(), one],
      ]),
    ),
  }
}

function registryIn(view: RecordView): Registry {
  const { registry, treaties, names, sources, membershipDays, firstDay, treatyByWord } = view
  return { registry, treaties, names, sources, membershipDays, firstDay, treatyByWord }
}

/** Opens a record for answers. Nothing of the law is computed before it is asked for. With an `earlier` view of the
 *  same record everything in it is taken over that the events added since are not about. */
export function viewRecord(record: RecordSnapshot, earlier: RecordView | null = null): RecordView {
  const { treaties } = record
  const before = takenOver(record, earlier)
  const added = before === null ? record.events : record.events.slice(before.view.record.events.length)
  const about = before === null ? registryOf(record) : registryIn(before.view)
  const index = indexEvents(record.events, before === null ? null : before.index)
  const positions = before === null ? rememberPositions(ROWS_KEPT) : before.positions
  const laws = before === null ? new Map<Treaty, TreatyLaw>() : lawsLeft(before, added)
  const kindOf = (code: string) => about.names.participants.get(code)?.kind
  const isState = (code: string) => kindOf(code) !== 'organization'
  const isListedState = (code: string) => kindOf(code) === 'state'
  const momentsKept = Math.max(FEWEST_MOMENTS, Math.floor(MOMENTS_KEPT / Math.max(1, treaties.length)))
  const { memberships } = record
  const makeLaw = (treaty: Treaty): TreatyLaw => {
    const grounds = groundsOf(treaty, { treaties, memberships, eventsOf: index.ofTreaty.get })
    return rememberLaw(preparePosition({ grounds, memberships, isState, isListedState }), {
      positions,
      momentsKept,
    })
  }
  const heads =
    before === null
      ? knownHeads(record.events)
      : grownHeads(before.view.heads, { events: record.events, added })
  const facts = {}
  madeBy.set(facts, { index, laws, positions })
  return {
    ...about,
    facts,
    record,
    firstKnown: heads.days.days[0] ?? null,
    heads,
    current: currentState(record),
    lawOf: remembered(laws, makeLaw),
    eventsOfTreaty: index.ofTreaty.get,
    eventsOfParticipant: index.ofParticipant.get,
    eventById: index.byId,
    correctionsOf: index.correctionsOf.get,
  }
}

/** The same view after a further check of the depositary that brought no new event. */
export function viewChecked(
  view: RecordView,
  checked: Pick<RecordSnapshot, 'checked_at' | 'source_as_at' | 'stale'> &
    Partial<Pick<RecordSnapshot, 'checked_by_treaty'>>,
): RecordView {
  const record = { ...view.record, ...checked }
  return { ...view, record, current: currentState(record) }
}
