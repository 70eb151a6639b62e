import { canonicalForm, type UnhashedEvent } from './canonical-form.ts'
import type { EventDraft, RecordEvent } from './event.ts'
import { sha256Hex } from './sha256.ts'

/** The last event of a record, as far as the next one needs it. */
export type Head = { readonly seq: number; readonly hash: string }

/** The head of a record without events. */
export const EMPTY_HEAD: Head = { seq: 0, hash: '0'.repeat(64) }

/** The hash of an event: SHA-256 of its canonical form. */
export function eventHash(event: UnhashedEvent): string {
  return sha256Hex(canonicalForm(event))
}

/** Gives each draft its place after `head`, with the hash of the event before it and its own. `recordedAt` is the
 *  true instant of writing, ISO 8601 in UTC with milliseconds. */
export function chain(
  drafts: readonly EventDraft[],
  after: { readonly head: Head; readonly recordedAt: string },
): RecordEvent[] {
  let { seq, hash } = after.head
  return drafts.map((draft) => {
    seq += 1
    const event = { ...draft, seq, recorded_at: after.recordedAt, prev_hash: hash }
    hash = eventHash(event)
    return { ...event, hash }
  })
}
