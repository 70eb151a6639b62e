import type { JobsReport } from '../../answers/jobs.ts'
import type { ReconciliationReport } from '../../answers/reconciliation.ts'
import type { RecordView } from '../../answers/record-view.ts'

const MORNING = '2026-01-02T06:00:00.000Z'
const NEXT_MORNING = '2026-01-03T06:00:00.000Z'

/** One job whose last run went well. */
export function exampleJobs(): JobsReport {
  const run = {
    scheduled_for: MORNING,
    missed: 0,
    run_by: 'host:4711',
    started_at: MORNING,
    ended_at: '2026-01-02T06:00:04.000Z',
    outcome: 'done' as const,
    did: 'read 5 pages; nothing has changed',
    steps: 0,
  }
  return {
    answered_at: '2026-01-02T12:00:00.000Z',
    jobs: [
      {
        name: 'watch-depositary',
        about: 'Looks at the pages of the depositary.',
        cron: '0 6 * * *',
        time_zone: 'UTC',
        next_run: NEXT_MORNING,
        due_since: null,
        last_done: run.ended_at,
        runs: [run],
        counted: [],
      },
    ],
  }
}

/** One source that agrees with the record. */
export function exampleReconciliation({ treaties, record }: RecordView): ReconciliationReport {
  const said = 'Checked on 2 January 2026: agrees.'
  return {
    answered_at: '2026-01-02T12:00:00.000Z',
    record: record.head,
    checked_at: MORNING,
    stale: false,
    differences: 0,
    waiting: 0,
    said,
    sources: treaties.slice(0, 1).map(({ number }) => ({
      treaty: number,
      address: 'https://depositary.example/status.xml',
      form: 'untc-xml',
      role: 'depositary',
      source: 'status-page',
      every_hours: 24,
      state: 'agrees',
      said,
      checked_at: MORNING,
      looked_at: MORNING,
      due_at: NEXT_MORNING,
      failure: null,
      document: null,
      received_at: MORNING,
      as_at: '2026-01-01',
      differences: [],
    })),
    alarms: [],
  }
}
