import type { Clocks, PlainDate } from '../law/plain-date.ts'
import type { RecordEvent } from '../record/event.ts'
import type { RecordSnapshot } from '../record/snapshot.ts'
import { type DayOrder, orderDays, placeOf } from './day-places.ts'
import { addedTotals, dayOfTotals, type TotalsKnown } from './totals-known.ts'

/** The state of the record that an answer rests on. */
export type RecordState = {
  /** The last event, by `seq`. */
  readonly record: { readonly seq: number; readonly hash: string }
  readonly checked_at: string | null
  readonly source_as_at: PlainDate | null
  /** There where the depositary was not well checked for too long. */
  readonly stale?: true
}

/** How far the record reached from each day on which something became known, and what it held of printed totals. */
export type KnownHeads = {
  readonly days: DayOrder
  readonly states: readonly RecordState[]
  readonly totals: TotalsKnown
}

/** What an answer is about, and how it was asked for. */
export type AskedState = {
  readonly clocks: Clocks
  readonly today: PlainDate
  /** Whether the day of knowledge was named: then nothing is told but what is on record, today as on any later day. */
  readonly knownAtGiven?: true
  /** Numbers of the treaties that the answer is about. */
  readonly about: readonly string[]
}

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
  for (const event of [...events].sort(byKnowledge)) {
    if (event.seq > record.seq) record = { seq: event.seq, hash: event.hash }
    states.set(event.known_on, { record, checked_at: null, source_as_at: null })
  }
  const totals = addedTotals(earlier?.totals ?? new Map(), events)
  return { days: orderDays(states.keys()), states: [...states.values()], totals }
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

const withDays = new WeakMap<RecordState, Map<PlainDate | null, RecordState>>()

/** The state with this day of the source; the same one each time. */
function withSourceDay(state: RecordState, source_as_at: PlainDate | null): RecordState {
  const made = withDays.get(state) ?? new Map<PlainDate | null, RecordState>()
  withDays.set(state, made)
  const { record, checked_at, ...rest } = state
  const found = made.get(source_as_at) ?? { record, checked_at, ...rest, source_as_at }
  made.set(source_as_at, found)
  return found
}

/** The state of the record that an answer rests on. Where no day of knowledge was named, the newest, with how fresh it
 *  is. Where one was, what was known then, so that the answer stays the same until something is recorded that was known
 *  then; checks of the depositary say nothing about it and are null. The same state is the same object. */
export function recordStateAt(
  view: { readonly current: RecordState; readonly heads: KnownHeads },
  { clocks: { knownAt }, today, knownAtGiven, about }: AskedState,
): RecordState {
  const isLive = knownAtGiven !== true && knownAt >= today
  const state = isLive ? view.current : stateKnownAt(view.heads, knownAt)
  return withSourceDay(state, dayOfTotals(view.heads.totals, about, knownAt))
}
