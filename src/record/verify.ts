import { EMPTY_HEAD, eventHash, type Head } from './chain.ts'
import type { RecordEvent } from './event.ts'

/** The first event that does not stand as it was written. `missing` means that the record ends before its head, `head`
 *  that it ends elsewhere than the head says, `document` that the bytes it cites were changed (`seq` 0 where no event
 *  cites them). */
export type BrokenChain = {
  readonly intact: false
  readonly seq: number
  readonly id: string | null
  readonly fault: 'seq' | 'prev_hash' | 'hash' | 'missing' | 'head' | 'document'
  readonly expected: string
  readonly found: string
}

export type Verification = { readonly intact: true; readonly head: Head } | BrokenChain

function faultOf(event: RecordEvent, after: Head): BrokenChain | null {
  const broken = (fault: BrokenChain['fault'], expected: string, found: string): BrokenChain => ({
    intact: false,
    seq: after.seq + 1,
    id: event.id,
    fault,
    expected,
    found,
  })
  if (event.seq !== after.seq + 1) return broken('seq', String(after.seq + 1), String(event.seq))
  if (event.prev_hash !== after.hash) return broken('prev_hash', after.hash, event.prev_hash)
  const hash = eventHash(event)
  return event.hash === hash ? null : broken('hash', hash, event.hash)
}

/** Recomputes the chain from the first event on, or from the one after `after`. `head` is where the record says that
 *  it ends: with it, events cut off at the end are found too. Names the first bad event. */
export function verifyChain(
  events: Iterable<RecordEvent>,
  head: Head | null,
  after: Head = EMPTY_HEAD,
): Verification {
  let last = after
  for (const event of events) {
    const fault = faultOf(event, last)
    if (fault !== null) return fault
    last = { seq: event.seq, hash: event.hash }
  }
  return endingAt(last, head)
}

function endingAt(last: Head, head: Head | null): Verification {
  if (head === null || (head.seq === last.seq && head.hash === last.hash)) return { intact: true, head: last }
  const short = last.seq < head.seq
  return {
    intact: false,
    seq: short ? last.seq + 1 : last.seq,
    id: null,
    fault: short ? 'missing' : 'head',
    expected: `${head.seq} ${head.hash}`,
    found: `${last.seq} ${last.hash}`,
  }
}
