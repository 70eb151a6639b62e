import type { DeliveryMeans } from '../src/alerts/delivery-means.ts'
import type { FetchMeans } from '../src/depositary/fetch-means.ts'
import type { NoteSigner } from '../src/record/note-key.ts'
import type { WatchedSource } from '../src/record/watched-source.ts'
import type { Fence } from '../src/store/lease.ts'
import type { Store } from '../src/store/store.ts'

/** Where a job that is cut into steps stands (in-steps.ts). */
export type JobProgress = {
  /** What the last step left, in this run or in one before it; null where nothing is left over. */
  readonly left: string | null
  /** Keeps what a step leaves for the next. Throws LeaseLost. */
  readonly keep: (left: string) => Promise<void>
  /** Whether this process may begin another step. */
  readonly hasTime: () => boolean
}

/** What a job may touch, and the way it speaks to the operator. */
export type JobContext = {
  readonly store: Store
  /** To be called in every transaction in which the job writes. */
  readonly fence: Fence
  /** Aborted when the program is told to stop or another process has taken the job over. */
  readonly signal: AbortSignal
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly say: (text: string) => void
  readonly progress: JobProgress
  /** The keys that sign now; none where there are none. */
  readonly signers: () => Promise<readonly NoteSigner[]>
  /** By what means alerts are sent; left out where this process sends none. */
  readonly alerts?: DeliveryMeans
  /** The means to fetch these pages with; left out where nothing can be fetched. */
  readonly fetching?: (pages: readonly WatchedSource[], signal: AbortSignal) => FetchMeans
}

/** How a run went. `skipped`: there was a reason to do nothing. `interrupted`: its time was up before its end, and another
 *  run goes on from the step that was kept last. */
export type JobResult = {
  readonly outcome: 'done' | 'skipped' | 'interrupted'
  /** One sentence on what it found, which anyone may read. */
  readonly did: string
}

/** Why a job could not be done, in one sentence that anyone may read. Of other errors only the operator is told. */
export class JobFailure extends Error {
  override readonly name = 'JobFailure'
}

/** One scheduled piece of work. */
export type Job = {
  readonly name: string
  /** Minute, hour, day of month, month, day of week, as in cron; days of the week by name, because not all who read
   *  this number them alike. */
  readonly cron: string
  /** IANA name of the time zone in which `cron` is read. */
  readonly timeZone: string
  /** What it does, in one sentence. */
  readonly about: string
  /** Does the work once. A run that was interrupted is done again, so each step has to stand being taken twice.
   *  Throws JobFailure when it could not be done. */
  readonly run: (context: JobContext) => Promise<JobResult>
}
