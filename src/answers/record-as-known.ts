import { laterOf, type PlainDate } from '../law/plain-date.ts'
import type { RecordEvent } from '../record/event.ts'
import type { RecordSnapshot } from '../record/snapshot.ts'

/** The state of the record that an answer rests on. */
export type RecordState = {
  /** The last event, by `seq`. */
  readonly record: { readonly seq: number; readonly hash: string }
  readonly checked_at: string | null
  readonly source_as_at: PlainDate | null
}

/** How far the record reached with what was known from a day on. */
export type KnownHead = { readonly known_on: PlainDate; readonly state: RecordState }

function byKnowledge(one: RecordEvent, other: RecordEvent): number {
  if (one.known_on === other.known_on) return one.seq - other.seq
  return one.known_on < other.known_on ? -1 : 1
}

/** How far the record reached from each day on which something became known, in order of the days. What was checked
 *  since says nothing about it. */
export function knownHeads(events: readonly RecordEvent[]): KnownHead[] {
  const heads: KnownHead[] = []
  let record = { seq: 0, hash: '' }
  let source_as_at: PlainDate | null = null
  for (const event of [...events].sort(byKnowledge)) {
    if (event.seq > record.seq) record = { seq: event.seq, hash: event.hash }
    if (event.action === 'asserted_headline' && event.action_date !== null) {
      source_as_at = laterOf(event.action_date, source_as_at)
    }
    if (heads.at(-1)?.known_on === event.known_on) heads.pop()
    heads.push({ known_on: event.known_on, state: { record, checked_at: null, source_as_at } })
  }
  return heads
}

/** The newest state of a record. */
export function currentState({ head, checked_at, source_as_at }: RecordSnapshot): RecordState {
  return { record: head, checked_at, source_as_at }
}

function stateKnownAt(heads: readonly KnownHead[], knownAt: PlainDate): RecordState {
  let low = 0
  let high = heads.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const found = heads[middle]
    if (found !== undefined && found.known_on <= knownAt) low = middle + 1
    else high = middle
  }
  const found = heads[low - 1]
  if (found === undefined) throw new Error(`nothing was known on ${knownAt}`)
  return found.state
}

/** The whole record for today and later. For an earlier `knownAt`, what was known then, so that the answer stays the
 *  same whatever is recorded later; the last check of the depositary says nothing about it and is null. The same state
 *  is the same object. */
export function recordStateAt(
  view: { readonly current: RecordState; readonly heads: readonly KnownHead[] },
  { knownAt, today }: { readonly knownAt: PlainDate; readonly today: PlainDate },
): RecordState {
  return knownAt >= today ? view.current : stateKnownAt(view.heads, knownAt)
}
