import * as z from 'zod'

const instant = z.iso.datetime()

const run = z
  .object({
    scheduled_for: instant.nullable().describe('Instant at which it was due; null for a run by hand.'),
    missed: z.int().min(0).describe('Instants before it that had passed without a run.'),
    run_by: z.string().describe('Process that ran it: host and process number.'),
    started_at: instant,
    ended_at: instant.nullable().describe('null, as are outcome and did, while it is under way.'),
    outcome: z
      .enum(['done', 'failed', 'skipped', 'interrupted'])
      .nullable()
      .describe(
        'interrupted: the process stalled or ended first, or its time was up, and another run takes its place.',
      ),
    did: z.string().nullable().describe('What it did, or why it did not.'),
    steps: z.int().min(0).describe('Steps that it has kept; 0 for a job that is done in one.'),
  })
  .meta({ id: 'JobRun', description: 'One run of a scheduled job.' })

const counted = z
  .object({
    day: z.iso.date().describe('Day on which they ended, in UTC.'),
    outcome: z.enum(['done', 'skipped']),
    runs: z.int().min(1),
  })
  .meta({ id: 'CountedRuns', description: 'Runs that are no longer kept one by one.' })

const job = z
  .object({
    name: z.string(),
    about: z.string().describe('What it does.'),
    cron: z.string().describe('Minute, hour, day of month, month, day of week.'),
    time_zone: z.string().describe('IANA name of the time zone in which cron is read.'),
    next_run: instant.nullable().describe('When it is due next; null if never.'),
    due_since: instant
      .nullable()
      .describe('Instant that has passed and whose run has not ended; null where all is in order.'),
    last_done: instant.nullable().describe('End of the last run that was done; null before the first.'),
    runs: z.array(run).describe('The newest runs, the newest first.'),
    counted: z
      .array(counted)
      .describe(
        'Of a job that runs each minute: how many older runs there were, by day, for the newest 30 days that have any. Failures are kept one by one.',
      ),
  })
  .meta({ id: 'Job', description: 'A scheduled job.' })

/** Every scheduled job, when it is due and how its newest runs went. It is about the program and not about the
 *  record, so it carries no clocks. */
export const jobsReport = z
  .object({ answered_at: instant, jobs: z.array(job) })
  .meta({ id: 'Jobs', description: 'Scheduled jobs and their newest runs.' })

export type JobsReport = z.output<typeof jobsReport>
