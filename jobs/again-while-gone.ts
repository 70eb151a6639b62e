import { isDatabaseGone } from '../src/store/database-gone.ts'

const EVERY_MS = 500
/** Mostly shorter than what is left of a hold when a try ends. Where it is not, as for what waited for an earlier batch, the
 *  message goes out once more: that is what at least once means. */
const PATIENCE_MS = 60_000
/** For so long after it began, a program that was told to stop still tries. */
const LAST_TRIES_MS = 5_000

function elapsed(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

/** Does work that may be done twice again and again while the database is gone, for a minute: what puts on record that a
 *  message has arrived, which would otherwise be sent once more. Throws what the work throws last. */
export async function againWhileGone<Done>(work: () => Promise<Done>, signal: AbortSignal): Promise<Done> {
  const began = performance.now()
  for (;;) {
    try {
      return await work()
    } catch (error) {
      const patienceMs = signal.aborted ? LAST_TRIES_MS : PATIENCE_MS
      if (!isDatabaseGone(error) || performance.now() - began > patienceMs) throw error
      await elapsed(EVERY_MS)
    }
  }
}
