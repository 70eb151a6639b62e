import type { RecordSnapshot } from '../record/snapshot.ts'
import { loadRecord, readHead } from './load-record.ts'
import type { Store } from './store.ts'

export type FollowOptions = {
  /** The record as it was loaded last. */
  readonly from: RecordSnapshot
  /** How often the head is asked for, in milliseconds. */
  readonly everyMs: number
  /** Called with the whole record each time it has grown. */
  readonly onRecord: (record: RecordSnapshot) => void
  /** Called when the head could not be read; the next round tries again. */
  readonly onError: (error: unknown) => void
}

/** Watches the head of the record, which another process may move on, and hands over the record each time it has
 *  grown. Returns a function that stops the watch and waits for a round that is under way. */
export function followRecord(store: Store, options: FollowOptions): () => Promise<void> {
  let latest = options.from
  let stopped = false
  let timer: NodeJS.Timeout | null = null

  const look = async (): Promise<void> => {
    const head = await readHead(store)
    if (head.seq === latest.head.seq && head.hash === latest.head.hash) return
    latest = await loadRecord(store, latest)
    options.onRecord(latest)
  }
  const round = async (): Promise<void> => {
    try {
      await look()
    } catch (error) {
      options.onError(error)
    }
    if (!stopped) wait()
  }
  let underWay: Promise<void> = Promise.resolve()
  const wait = (): void => {
    timer = setTimeout(() => {
      underWay = round()
    }, options.everyMs)
    timer.unref()
  }
  wait()
  return async () => {
    stopped = true
    if (timer !== null) clearTimeout(timer)
    await underWay
  }
}
