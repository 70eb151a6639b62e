import { laterOf, type PlainDate } from '../law/plain-date.ts'
import type { RecordEvent } from '../record/event.ts'
import type { RecordSnapshot } from '../record/snapshot.ts'
import { type DayOrder, orderDays, placeOf } from './day-places.ts'

/** The state of the record that an answer rests on. */
export type RecordState = {
  /** The last event, by `seq`. */
  readonly record: { readonly seq: number; readonly hash: string }
  readonly checked_at: string | null
  readonly source_as_at: PlainDate | null
  /** There where the depositary was not well checked for too long. */
  readonly stale?: true
}

/** How far the record reached from each day on which something became known. */
export type KnownHeads = { readonly days: DayOrder; readonly states: readonly RecordState[] }

function byKnowledge(one: RecordEvent, other: RecordEvent): number {
  if (one.known_on === other.known_on) return one.seq - other.seq
  return one.known_on < other.known_on ? -1 : 1
}

function headsFrom(earlier: KnownHeads | null, events: readonly RecordEvent[]): KnownHeads {
  const states = new Map<PlainDate, RecordState>()
  if (earlier !== null) {
    earlier.days.days.forEach((day, place) => {
      const state = earlier.states[place]
      if (state !== undefined) states.set(day, state)
    })
  }
  const last = earlier?.states.at(-1)
  let record = last?.record ?? { seq: 0, hash: '' }
  let source_as_at = last?.source_as_at ?? null
  for (const event of [...events].sort(byKnowledge)) {
    if (event.seq > record.seq) record = { seq: event.seq, hash: event.hash }
    if (event.action === 'asserted_headline' && event.action_date !== null) {
      source_as_at = laterOf(event.action_date, source_as_at)
    }
    states.set(event.known_on, { record, checked_at: null, source_as_at })
  }
  return { days: orderDays(states.keys()), states: [...states.values()] }
}

/** How far the record reached day by day. What was checked since says nothing about it. */
export function knownHeads(events: readonly RecordEvent[]): KnownHeads {
  return headsFrom(null, events)
}

/** The same with `added` events at the end of the record: where none of them was known before the last day so far, all
 *  earlier days stay as they are. */
export function grownHeads(
  earlier: KnownHeads,
  { events, added }: { readonly events: readonly RecordEvent[]; readonly added: readonly RecordEvent[] },
): KnownHeads {
  const last = earlier.days.days.at(-1)
  const onlyLater = added.every(({ known_on }) => last !== undefined && known_on >= last)
  return onlyLater ? headsFrom(earlier, added) : knownHeads(events)
}

/** The newest state of a record. */
export function currentState({ head, checked_at, source_as_at, stale }: RecordSnapshot): RecordState {
  return { record: head, checked_at, source_as_at, ...(stale ? { stale } : {}) }
}

function stateKnownAt({ days, states }: KnownHeads, knownAt: PlainDate): RecordState {
  const found = states[placeOf(days, knownAt) - 1]
  if (found === undefined) throw new Error(`nothing was known on ${knownAt}`)
  return found
}

/** The whole record for today and later. For an earlier `knownAt`, what was known then, so that the answer stays the
 *  same whatever is recorded later; the last check of the depositary says nothing about it and is null. The same state
 *  is the same object. */
export function recordStateAt(
  view: { readonly current: RecordState; readonly heads: KnownHeads },
  { knownAt, today }: { readonly knownAt: PlainDate; readonly today: PlainDate },
): RecordState {
  return knownAt >= today ? view.current : stateKnownAt(view.heads, knownAt)
}
