import type { JobsReport } from './jobs.ts'
import type { Cell, CsvForm } from './resource.ts'

const INSTANT = 'instant, UTC'

/** Jobs as a table: a row for each run that is kept by itself, and one for each job that has none. */
export const JOBS_CSV: CsvForm<JobsReport> = {
  columns: [
    { name: 'job', meaning: 'Name of the job', unit: 'code' },
    { name: 'about', meaning: 'What it does', unit: null },
    { name: 'cron', meaning: 'Minute, hour, day of month, month, day of week', unit: 'cron' },
    { name: 'time_zone', meaning: 'Time zone in which cron is read', unit: 'IANA name' },
    { name: 'next_run', meaning: 'When it is due next; empty: never', unit: INSTANT },
    { name: 'due_since', meaning: 'Instant whose run has not ended; empty: all is in order', unit: INSTANT },
    { name: 'last_done', meaning: 'End of the last run that was done; empty: none was', unit: INSTANT },
    {
      name: 'scheduled_for',
      meaning: 'Instant at which the run was due; empty: run by hand, or no run',
      unit: INSTANT,
    },
    {
      name: 'missed',
      meaning: 'Instants before it without a run; empty in this and all that follow: no run yet',
      unit: 'instants',
    },
    { name: 'run_by', meaning: 'Process that ran it: host and process number', unit: null },
    { name: 'started_at', meaning: 'When it began', unit: INSTANT },
    { name: 'ended_at', meaning: 'When it ended; empty: under way', unit: INSTANT },
    {
      name: 'outcome',
      meaning: 'done, failed, skipped or interrupted; empty: under way',
      unit: 'code',
    },
    { name: 'did', meaning: 'What it did, or why it did not; empty: under way', unit: null },
    { name: 'steps', meaning: 'Steps that it has kept', unit: 'steps' },
  ],
  rows: ({ jobs }) =>
    jobs.flatMap((job): Cell[][] => {
      const { name, about, cron, time_zone, next_run, due_since, last_done, runs } = job
      const own = [name, about, cron, time_zone, next_run, due_since, last_done]
      if (runs.length === 0) return [[...own, ...Array<Cell>(8).fill(null)]]
      return runs.map((run) => [
        ...[...own, run.scheduled_for, run.missed, run.run_by, run.started_at],
        ...[run.ended_at, run.outcome, run.did, run.steps],
      ])
    }),
}
