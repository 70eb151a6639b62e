import type { Figure } from '../src/answers/figure.ts'
import type { JobsReport } from '../src/answers/jobs.ts'

function seconds(instant: string): number {
  return Math.floor(Date.parse(instant) / 1_000)
}

/** Figures of the jobs, for alarms: when each was last done, whether it is late, how its last run went. */
export function jobFigures({ jobs }: JobsReport): Figure[] {
  const labelsOf = (name: string) => ({ job: name })
  const done = jobs.flatMap(({ name, last_done }) =>
    last_done === null ? [] : [{ labels: labelsOf(name), value: seconds(last_done) }],
  )
  const due = jobs.map(({ name, due_since }) => ({
    labels: labelsOf(name),
    value: due_since === null ? 0 : seconds(due_since),
  }))
  const failed = jobs.flatMap(({ name, runs }) => {
    const ended = runs.find(({ outcome }) => outcome !== null)
    return ended === undefined ? [] : [{ labels: labelsOf(name), value: Number(ended.outcome === 'failed') }]
  })
  return [
    { name: 'palermo_job_done_seconds', help: 'When the job was last done.', kind: 'gauge', values: done },
    {
      name: 'palermo_job_due_seconds',
      help: 'Since when the job is due and not run; 0 where it is not.',
      kind: 'gauge',
      values: due,
    },
    { name: 'palermo_job_failed', help: 'Whether the last run failed.', kind: 'gauge', values: failed },
  ]
}
