import type { Store } from '../src/store/store.ts'

/** What a job may touch, and the way it speaks to the operator. */
export type JobContext = { readonly store: Store; readonly say: (text: string) => void }

/** One scheduled piece of work. */
export type Job = {
  readonly name: string
  /** Minute, hour, day of month, month, day of week, as in cron. */
  readonly cron: string
  /** IANA name of the time zone in which `cron` is read. */
  readonly timeZone: string
  /** What it does, in one sentence. */
  readonly about: string
  /** Does the work once and answers with one sentence on what it found. Throws when it could not be done. */
  readonly run: (context: JobContext) => Promise<string>
}
