import type { Job, JobContext, JobResult } from '../../jobs/job.ts'
import type { Surroundings } from '../../jobs/run-job.ts'
import type { Store } from '../../src/store/store.ts'

/** A job that does as it is told; every night at 3:17 UTC where nothing else is said. */
export function jobThat(
  run: (context: JobContext) => Promise<JobResult>,
  { cron = '17 3 * * *', timeZone = 'UTC', name = 'on-trial' } = {},
): Job {
  return { name, cron, timeZone, about: 'Does as it is told.', run }
}

/** A job that counts its runs. */
export function countingJob(timetable: { cron?: string; timeZone?: string; name?: string } = {}) {
  const count = { runs: 0 }
  const job = jobThat(async () => {
    count.runs += 1
    return { outcome: 'done', did: `Run ${count.runs}.` }
  }, timetable)
  return { job, count }
}

/** What a job is run with, at an instant that the test moves on. */
export function trial(store: Store, at: string) {
  const clock = { at }
  const said: string[] = []
  const stop = new AbortController()
  const surroundings: Surroundings = {
    store,
    say: (text) => said.push(text),
    now: () => Date.parse(clock.at),
    runBy: 'test:1',
    signal: stop.signal,
  }
  return { clock, said, stop, surroundings }
}
