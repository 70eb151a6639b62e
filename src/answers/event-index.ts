import type { RecordEvent } from '../record/event.ts'

/** Events by one of their fields. */
type Grouping = {
  readonly get: (key: string | null) => readonly RecordEvent[]
  /** The groups, where they have been made; null before anyone asked. */
  readonly made: () => ReadonlyMap<string | null, readonly RecordEvent[]> | null
}

type KeyOf = (event: RecordEvent) => string | null

/** The events of a record by treaty, participant and id, each order made when it is first asked for. */
export type EventIndex = {
  readonly events: readonly RecordEvent[]
  readonly ofTreaty: Grouping
  readonly ofParticipant: Grouping
  readonly correctionsOf: Grouping
  readonly byId: (id: string) => RecordEvent | undefined
}

const NONE: readonly RecordEvent[] = []

function group(events: readonly RecordEvent[], keyOf: KeyOf): Grouping {
  let map: ReadonlyMap<string | null, readonly RecordEvent[]> | null = null
  return {
    get: (key) => {
      map ??= Map.groupBy(events, keyOf)
      return map.get(key) ?? NONE
    },
    made: () => map,
  }
}

/** The groups with the added events in them: only the groups that have new ones are copied. Nothing of the earlier
 *  grouping is held on to. */
function grow(
  earlier: Grouping,
  {
    events,
    added,
    keyOf,
  }: { readonly events: readonly RecordEvent[]; added: readonly RecordEvent[]; keyOf: KeyOf },
): Grouping {
  const before = earlier.made()
  if (before === null) return group(events, keyOf)
  const map = new Map(before)
  for (const [key, own] of Map.groupBy(added, keyOf)) map.set(key, [...(map.get(key) ?? NONE), ...own])
  return { get: (key) => map.get(key) ?? NONE, made: () => map }
}

const treatyOf: KeyOf = ({ treaty }) => treaty
const participantOf: KeyOf = ({ participant }) => participant
const correctedBy: KeyOf = ({ corrects }) => corrects

/** The events by id, made when first asked. */
function findById(events: readonly RecordEvent[]): EventIndex['byId'] {
  let map: ReadonlyMap<string, RecordEvent> | null = null
  return (id) => {
    map ??= new Map(events.map((event) => [event.id, event]))
    return map.get(id)
  }
}

/** Indexes the events of a record. `earlier` is the index of a record that this one begins with: what it has made is
 *  taken over. */
export function indexEvents(events: readonly RecordEvent[], earlier: EventIndex | null = null): EventIndex {
  const grouping = (name: 'ofTreaty' | 'ofParticipant' | 'correctionsOf', keyOf: KeyOf): Grouping =>
    earlier === null
      ? group(events, keyOf)
      : grow(earlier[name], { events, added: events.slice(earlier.events.length), keyOf })
  return {
    events,
    ofTreaty: grouping('ofTreaty', treatyOf),
    ofParticipant: grouping('ofParticipant', participantOf),
    correctionsOf: grouping('correctionsOf', correctedBy),
    byId: findById(events),
  }
}
