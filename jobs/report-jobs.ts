import type { JobsReport } from '../src/answers/jobs.ts'
import { countedRuns } from '../src/store/count-old-runs.ts'
import { type JobRun, jobPast, lastDone, newestRuns } from '../src/store/job-runs.ts'
import type { Store } from '../src/store/store.ts'
import type { Job } from './job.ts'
import { justBefore, missedRun, nextRun } from './missed-run.ts'

const RUNS_SHOWN = 5

function published({
  id: _id,
  job: _job,
  fence: _fence,
  ...run
}: JobRun): JobsReport['jobs'][number]['runs'][number] {
  return run
}

async function dueSince(job: Job, store: Store, now: string): Promise<string | null> {
  const { knownSince, last } = await jobPast(store.db, job.name, now)
  if (knownSince === null) return null
  return missedRun(job, { last: last ?? justBefore(knownSince), now })?.scheduledFor ?? null
}

/** Every job with its timetable and its newest runs, as they are on record now. */
export async function reportJobs(
  jobs: readonly Job[],
  { store, now }: { readonly store: Store; readonly now: () => number },
): Promise<JobsReport> {
  const at = new Date(now()).toISOString()
  const runs = await newestRuns(store.db, RUNS_SHOWN)
  const done = await lastDone(store.db)
  const counted = await countedRuns(store.db)
  const rows = jobs.map(async (job) => ({
    name: job.name,
    about: job.about,
    cron: job.cron,
    time_zone: job.timeZone,
    next_run: nextRun(job, at),
    due_since: await dueSince(job, store, at),
    last_done: done.get(job.name) ?? null,
    runs: runs.filter((run) => run.job === job.name).map(published),
    counted: [...(counted.get(job.name) ?? [])],
  }))
  return { answered_at: at, jobs: await Promise.all(rows) }
}
