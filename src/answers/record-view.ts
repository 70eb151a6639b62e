import type { PlainDate } from '../law/plain-date.ts'
import type { RecordEvent } from '../record/event.ts'
import type { RecordSnapshot, Source, Treaty } from '../record/snapshot.ts'
import { type DayOrder, daysOfChange, orderDays } from './day-places.ts'
import { groundsOf } from './grounds.ts'
import { type Names, readNames } from './names.ts'
import { preparePosition } from './position.ts'
import { currentState, type KnownHeads, knownHeads, type RecordState } from './record-as-known.ts'
import { rememberLaw, type TreatyLaw } from './treaty-law.ts'

/** The record at one `seq`, indexed, with the law computed from it when asked and remembered. A new event makes a new
 *  view; a view never changes its answers. */
export type RecordView = {
  /** The same object in views that differ in nothing but how fresh the source is. */
  readonly facts: object
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

/** A function that computes once what it is asked for the first time. */
function once<T>(compute: () => T): () => T {
  let kept: { readonly value: T } | null = null
  return () => {
    kept ??= { value: compute() }
    return kept.value
  }
}

function remembered<K, V>(compute: (key: K) => V): (key: K) => V {
  const kept = new Map<K, V>()
  return (key) => {
    const found = kept.get(key)
    if (found !== undefined) return found
    const value = compute(key)
    kept.set(key, value)
    return value
  }
}

function earliest(days: readonly PlainDate[]): PlainDate | null {
  return days.reduce<PlainDate | null>((least, day) => (least === null || day < least ? day : least), null)
}

const NONE: readonly RecordEvent[] = []

/** Opens a record for answers. Nothing of the law is computed before it is asked for. */
export function viewRecord(record: RecordSnapshot): RecordView {
  const { treaties } = record
  const names = readNames(record)
  const byTreaty = once(() => Map.groupBy(record.events, (event) => event.treaty))
  const byParticipant = once(() => Map.groupBy(record.events, (event) => event.participant))
  const byId = once(() => new Map(record.events.map((event) => [event.id, event])))
  const byCorrected = once(() => Map.groupBy(record.events, (event) => event.corrects))
  const eventsOfTreaty = (number: string) => byTreaty().get(number) ?? NONE
  const isState = (code: string) => names.participants.get(code)?.kind !== 'organization'
  const lawOf = remembered((treaty: Treaty) => {
    const grounds = groundsOf(treaty, {
      treaties,
      memberships: record.memberships,
      eventsOf: eventsOfTreaty,
    })
    return rememberLaw(preparePosition({ grounds, memberships: record.memberships, isState }))
  })
  const heads = knownHeads(record.events)
  return {
    facts: {},
    record,
    treaties,
    names,
    sources: new Map(record.sources.map((source) => [source.id, source])),
    membershipDays: orderDays(daysOfChange(record.memberships)),
    firstDay: earliest(treaties.map((treaty) => treaty.adopted)),
    firstKnown: heads.days.days[0] ?? null,
    heads,
    current: currentState(record),
    treatyByWord: new Map(
      treaties.flatMap((one) => [
        [one.number.toLowerCase(), one],
        [one.slug.toLowerCase(), one],
      ]),
    ),
    lawOf,
    eventsOfTreaty,
    eventsOfParticipant: (code) => byParticipant().get(code) ?? NONE,
    eventById: (id) => byId().get(id),
    correctionsOf: (id) => byCorrected().get(id) ?? NONE,
  }
}

/** The same view after a further check of the depositary that brought no new event. */
export function viewChecked(
  view: RecordView,
  checked: Pick<RecordSnapshot, 'checked_at' | 'source_as_at' | 'stale'>,
): RecordView {
  const record = { ...view.record, ...checked }
  return { ...view, record, current: currentState(record) }
}
