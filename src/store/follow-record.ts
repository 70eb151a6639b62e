import type { RecordSnapshot } from '../record/snapshot.ts'
import { type Freshness, isAsFresh, readFreshness } from './freshness.ts'
import { loadRecord, readHead } from './load-record.ts'
import type { Store } from './store.ts'

export type FollowOptions = {
  /** The record as it was loaded last. */
  readonly from: RecordSnapshot
  /** Where it is written, when `store` is a read replica that may lag behind; the same store when left out. */
  readonly primary?: Store
  /** How often the head is asked for, in milliseconds. */
  readonly everyMs: number
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Called with the whole record each time it has grown. */
  readonly onRecord: (record: RecordSnapshot) => void
  /** Called each time the record has not grown and the depositary was checked again, or became stale. */
  readonly onChecked?: (freshness: Freshness) => void
  /** Called when a database could not be asked, once until all could be again; each round tries again. */
  readonly onLost: (error: unknown) => void
  /** Called when all could be asked again. */
  readonly onFound: () => void
}

export type Following = {
  /** Where the last look failed, goes unanswered or found the replica behind: the instant at which the record was the
   *  newest for the last time, in milliseconds since 1970. null else, also where this process was too busy to look. */
  readonly unconfirmedSince: () => number | null
  /** Stops the watch and waits for a round that is under way. */
  readonly stop: () => Promise<void>
}

const FRESH_EVERY_MS = 5_000
/** A look that takes longer leaves in doubt whether the record is the newest. */
const UNANSWERED_MS = 2_000

/** A function that asks how fresh the depositary's side is, at most every five seconds. */
function watchFreshness(
  store: Store,
  now: () => number,
  onFreshness: (freshness: Freshness) => void,
): () => Promise<void> {
  let askedAt = Number.NEGATIVE_INFINITY
  return async () => {
    if (Math.abs(now() - askedAt) < FRESH_EVERY_MS) return
    askedAt = now()
    onFreshness(await readFreshness(store.db, askedAt))
  }
}

/** Watches the head of the record, which another process may move on, and hands over the record each time it has
 *  grown. Where a read replica cannot be asked, the primary is. */
export function followRecord(store: Store, options: FollowOptions): Following {
  const { primary = store, now } = options
  let latest = options.from
  let confirmedAt = now()
  let lost = false
  let inDoubt = false

  const lookAtFreshness = watchFreshness(primary, now, (freshness) => {
    if (isAsFresh(freshness, latest)) return
    latest = { ...latest, ...freshness }
    options.onChecked?.(freshness)
  })
  const follow = async (source: Store): Promise<void> => {
    const head = await readHead(source)
    // A replica that is behind what was already read from the primary must not take the record back.
    if (source !== primary && head.seq <= latest.head.seq) return
    if (head.seq === latest.head.seq && head.hash === latest.head.hash) return lookAtFreshness()
    latest = await loadRecord(source, latest)
    options.onRecord(latest)
  }
  const look = async (): Promise<void> => {
    const askedAt = now()
    if (store === primary) {
      await follow(primary)
      confirmedAt = askedAt
      inDoubt = false
      return
    }
    const [newest, read] = await Promise.allSettled([readHead(primary), follow(store)])
    if (read.status === 'rejected') await follow(primary)
    if (newest.status === 'rejected') throw newest.reason
    inDoubt = latest.head.seq < newest.value.seq
    if (!inDoubt) confirmedAt = askedAt
    await lookAtFreshness()
    if (read.status === 'rejected') throw read.reason
  }
  const round = async (): Promise<void> => {
    const before = confirmedAt
    const unanswered = setTimeout(() => {
      inDoubt = true
    }, UNANSWERED_MS)
    try {
      await look()
      if (lost) options.onFound()
      lost = false
    } catch (error) {
      if (!lost) options.onLost(error)
      lost = true
      // A replica that is away leaves no doubt where the primary was read instead.
      inDoubt = confirmedAt === before
    } finally {
      clearTimeout(unanswered)
    }
    if (!stopped) wait()
  }

  let stopped = false
  let timer: NodeJS.Timeout | null = null
  let underWay: Promise<void> = Promise.resolve()
  const wait = (): void => {
    timer = setTimeout(() => {
      underWay = round()
    }, options.everyMs)
    timer.unref()
  }
  wait()
  const stop = async (): Promise<void> => {
    stopped = true
    if (timer !== null) clearTimeout(timer)
    await underWay
  }
  return { unconfirmedSince: () => (inDoubt ? confirmedAt : null), stop }
}
