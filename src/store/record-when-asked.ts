import type { RecordSnapshot } from '../record/snapshot.ts'
import { answerInTime } from './answer-in-time.ts'
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
  /** The newest record: at once while the last look is young enough, else after a look at its head, which is waited for
   *  two seconds, and the reading of what is new, which is waited for ten. Where that fails or is not answered, the record
   *  that was read last, for two seconds without another look. It rejects only where no record was ever read. */
  readonly read: () => RecordSnapshot | Promise<RecordSnapshot>
  /** Where the last look failed: the instant at which the record was the newest for the last time, in milliseconds since
   *  1970. null else. */
  readonly unconfirmedSince: () => number | null
}

const FRESH_EVERY_MS = 5_000
/** So long a request waits to hear whether its record still is the newest. */
const LOOK_MS = 2_000
/** So long for what is new in it. */
const NEW_MS = 10_000
/** For so long after a look that failed nobody looks again, and so nobody waits. */
const AGAIN_MS = 2_000

/** The record for a place where nothing runs between two requests, such as the edge. Each request that has to look
 *  does so by itself: what one request has begun at the edge, another must not wait for. */
export function recordWhenAsked({ store, keptMs, now, onError }: AskedRecord): RecordWhenAsked {
  let freshAt: number | null = null
  let kept: { readonly record: RecordSnapshot; readonly confirmedAt: number } | null = null
  let failedAt: number | null = null
  const isYounger = (at: number | null, ms: number): boolean => at !== null && Math.abs(now() - at) < ms

  const freshened = async (record: RecordSnapshot, at: number): Promise<RecordSnapshot> => {
    if (isYounger(freshAt, FRESH_EVERY_MS)) return record
    freshAt = at
    const freshness = await readFreshness(store.db, at)
    return isAsFresh(freshness, record) ? record : { ...record, ...freshness }
  }
  const look = async (): Promise<RecordSnapshot> => {
    const confirmedAt = now()
    const earlier = kept?.record ?? null
    try {
      const head = earlier === null ? null : await answerInTime(readHead(store), LOOK_MS)
      const same = earlier !== null && head?.seq === earlier.head.seq && head.hash === earlier.head.hash
      const loading = same ? freshened(earlier, confirmedAt) : loadRecord(store, earlier, now)
      const record = await (earlier === null ? loading : answerInTime(loading, same ? LOOK_MS : NEW_MS))
      if (kept === null || kept.confirmedAt <= confirmedAt) kept = { record, confirmedAt }
      failedAt = null
      return record
    } catch (error) {
      if (earlier === null) throw error
      failedAt = now()
      onError(error)
      return earlier
    }
  }

  return {
    read: () => {
      if (kept === null) return look()
      const isGood = isYounger(kept.confirmedAt, keptMs) || isYounger(failedAt, AGAIN_MS)
      return isGood ? kept.record : look()
    },
    unconfirmedSince: () => (failedAt === null ? null : (kept?.confirmedAt ?? null)),
  }
}
