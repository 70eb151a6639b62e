import { schedule } from 'node-cron'
import type { Job, JobContext } from './job.ts'
import { verifyRecord } from './verify-record.ts'

/** Every job of the program. On Node, node-cron runs them; at the edge, cron triggers do. */
export const JOBS: readonly Job[] = [verifyRecord]

/** Starts the clock for every job. A job never runs over itself. Returns a function that stops the clock and waits
 *  for nothing: what is under way ends by itself. */
export function startJobs(jobs: readonly Job[], context: JobContext): () => Promise<void> {
  const tasks = jobs.map((job) =>
    schedule(job.cron, () => runJob(job, context), {
      name: job.name,
      timezone: job.timeZone,
      noOverlap: true,
    }),
  )
  return async () => {
    for (const task of tasks) await task.destroy()
  }
}

/** Runs one job now and says in one line how it ended; a job that fails never ends the program. */
export async function runJob(job: Job, context: JobContext): Promise<boolean> {
  try {
    context.say(`job ${job.name}: ${await job.run(context)}`)
    return true
  } catch (error) {
    context.say(`job ${job.name} failed: ${error instanceof Error ? error.message : String(error)}`)
    return false
  }
}
