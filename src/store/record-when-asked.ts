import type { RecordSnapshot } from '../record/snapshot.ts'
import { isAsFresh, readFreshness } from './freshness.ts'
import { loadRecord, readHead } from './load-record.ts'
import type { Store } from './store.ts'

export type AskedRecord = {
  readonly store: Store
  /** For how long an answer of the database is taken for the newest, in milliseconds. */
  readonly keptMs: number
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Called when the database could not be asked and an earlier record stands in. */
  readonly onError: (error: unknown) => void
}

export type RecordWhenAsked = {
  /** The newest record: at once while the last look is young enough, else after a look at its head. It rejects only
   *  where no record was ever read. */
  readonly read: () => RecordSnapshot | Promise<RecordSnapshot>
  /** Where the last look failed: the instant at which the record was the newest for the last time, in milliseconds since
   *  1970. null else. */
  readonly unconfirmedSince: () => number | null
}

const FRESH_EVERY_MS = 5_000

/** The record for a place where nothing runs between two requests, such as the edge. Each request that has to look
 *  does so by itself: what one request has begun at the edge, another must not wait for. */
export function recordWhenAsked({ store, keptMs, now, onError }: AskedRecord): RecordWhenAsked {
  let freshAt: number | null = null
  let kept: { readonly record: RecordSnapshot; readonly confirmedAt: number } | null = null
  let failed = false

  const freshened = async (record: RecordSnapshot, at: number): Promise<RecordSnapshot> => {
    if (freshAt !== null && Math.abs(at - freshAt) < FRESH_EVERY_MS) return record
    freshAt = at
    const freshness = await readFreshness(store.db, at)
    return isAsFresh(freshness, record) ? record : { ...record, ...freshness }
  }
  const look = async (): Promise<RecordSnapshot> => {
    const confirmedAt = now()
    const earlier = kept?.record ?? null
    try {
      const head = earlier === null ? null : await readHead(store)
      const same = earlier !== null && head?.seq === earlier.head.seq && head.hash === earlier.head.hash
      const record = same ? await freshened(earlier, confirmedAt) : await loadRecord(store, earlier, now)
      if (kept === null || kept.confirmedAt <= confirmedAt) kept = { record, confirmedAt }
      failed = false
      return record
    } catch (error) {
      if (earlier === null) throw error
      failed = true
      onError(error)
      return earlier
    }
  }

  return {
    read: () => {
      if (kept !== null && Math.abs(now() - kept.confirmedAt) < keptMs) return kept.record
      return look()
    },
    unconfirmedSince: () => (failed ? (kept?.confirmedAt ?? null) : null),
  }
}
