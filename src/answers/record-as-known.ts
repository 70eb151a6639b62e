import type { PlainDate } from '../law/plain-date.ts'
import type { RecordEvent } from '../record/event.ts'
import type { RecordSnapshot } from '../record/snapshot.ts'

/** How far the record reached with what was known by a day. */
export type KnownHead = {
  readonly known_on: PlainDate
  /** The last event, by `seq`, among those known by that day. */
  readonly seq: number
  readonly hash: string
  /** Day of the depositary's newest printed totals among them. */
  readonly source_as_at: PlainDate | null
}

/** How far the record reached on each day on which something became known, in order of the days. */
export function knownHeads(events: readonly RecordEvent[]): KnownHead[] {
  const heads: KnownHead[] = []
  const ordered = [...events].sort((one, other) =>
    one.known_on === other.known_on ? one.seq - other.seq : one.known_on < other.known_on ? -1 : 1,
  )
  for (const event of ordered) {
    const before = heads.at(-1)
    const printed = event.action === 'asserted_headline' ? event.action_date : null
    const asAt = before === undefined ? null : before.source_as_at
    const { seq, hash } = before !== undefined && before.seq > event.seq ? before : event
    const source_as_at = printed !== null && (asAt === null || printed > asAt) ? printed : asAt
    if (before?.known_on === event.known_on) heads.pop()
    heads.push({ known_on: event.known_on, seq, hash, source_as_at })
  }
  return heads
}

/** The state of the record that an answer rests on. */
export type RecordState = {
  readonly record: { readonly seq: number; readonly hash: string }
  readonly checked_at: string | null
  readonly source_as_at: PlainDate | null
}

/** The whole record for today and later. For an earlier `knownAt`, what was known then, so that the answer stays the
 *  same whatever is recorded later; the last check of the depositary says nothing about it and is null. */
export function recordStateAt(
  view: { readonly record: RecordSnapshot; readonly heads: readonly KnownHead[] },
  { knownAt, today }: { readonly knownAt: PlainDate; readonly today: PlainDate },
): RecordState {
  const { head, checked_at, source_as_at } = view.record
  if (knownAt >= today) return { record: head, checked_at, source_as_at }
  const found = view.heads.findLast((one) => one.known_on <= knownAt)
  if (found === undefined) throw new Error(`nothing was known on ${knownAt}`)
  return {
    record: { seq: found.seq, hash: found.hash },
    checked_at: null,
    source_as_at: found.source_as_at,
  }
}
