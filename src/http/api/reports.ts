import { type JobsReport, jobsReport } from '../../answers/jobs.ts'
import { JOBS_CSV } from '../../answers/jobs-columns.ts'
import { type ReconciliationReport, reconciliationReport } from '../../answers/reconciliation.ts'
import { RECONCILIATION_CSV } from '../../answers/reconciliation-columns.ts'
import { type Scoreboard, scoreboardShape } from '../../answers/scoreboard.ts'
import { SCOREBOARD_CSV } from '../../answers/scoreboard-columns.ts'
import type { DescribedReport, Report } from './report.ts'
import { exampleJobs, exampleReconciliation } from './report-examples.ts'

export const SCOREBOARD: Report<Scoreboard> = {
  path: '/v1/projections/scoreboard',
  id: 'scoreboard',
  summary: 'How often projections held, beside two simple methods',
  description:
    'Backtest on treaties that the model had not seen, thresholds of this record projected again, and what was kept day by day held against what came. In the table a row for each method and milestone, and for each threshold replayed.',
  answer: scoreboardShape,
  csv: SCOREBOARD_CSV,
  keptMs: 60_000,
  what: 'The record of projections',
}

export const RECONCILIATION: Report<ReconciliationReport> = {
  path: '/v1/reconciliation',
  id: 'reconciliation',
  summary: 'The record against each source now, with every difference explained',
  description: 'In the table a row for each difference, and one for each source without any.',
  answer: reconciliationReport,
  example: exampleReconciliation,
  csv: RECONCILIATION_CSV,
  keptMs: 5_000,
  what: 'What was read of the sources',
}

export const JOBS: Report<JobsReport> = {
  path: '/v1/jobs',
  id: 'jobs',
  summary: 'Scheduled jobs and their newest runs',
  description:
    'In the table a row for each run, the newest first, and one for each job without any; runs that are only counted are not in it.',
  answer: jobsReport,
  example: exampleJobs,
  csv: JOBS_CSV,
  keptMs: 5_000,
  what: 'The record of jobs',
}

/** Every report, in the order of documents. */
export const REPORTS: readonly DescribedReport[] = [SCOREBOARD, RECONCILIATION, JOBS]
