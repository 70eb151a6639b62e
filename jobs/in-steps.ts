import type { Job, JobContext, JobResult } from './job.ts'

/** What one step of a long job brings: what is left for the next one, or the end of the work. */
export type Taken<Left> =
  | {
      readonly left: Left
      /** How far the work has come, in one sentence that anyone may read. */
      readonly did: string
    }
  | JobResult

const REST = 'The rest follows when the job is woken again.'

/** The run of a job that is cut into steps, each short enough for one wake-up at the edge. What a step leaves is kept
 *  before the next begins, so that a run that was stopped, or whose time is up, is gone on with where it was. A step may
 *  be taken twice. `left` is null for the first one; `read` gives null for what another version of the program left, and the
 *  work begins anew. */
export function inSteps<Left>(
  read: (kept: string) => Left | null,
  step: (context: JobContext, left: Left | null) => Promise<Taken<Left>>,
): Job['run'] {
  return async (context) => {
    const { signal, progress } = context
    let left = progress.left === null ? null : read(progress.left)
    for (;;) {
      const taken = await step(context, left)
      if ('outcome' in taken) return taken
      left = taken.left
      await progress.keep(JSON.stringify(left))
      signal.throwIfAborted()
      if (!progress.hasTime()) return { outcome: 'interrupted', did: `${taken.did} ${REST}` }
    }
  }
}
