import { describe, expect, it } from 'vitest'
import { reportJobs } from '../../jobs/report-jobs.ts'
import { runDueJob, runJobNow } from '../../jobs/run-job.ts'
import { jobsReport } from '../../src/answers/jobs.ts'
import { DATABASES } from '../store/databases.ts'
import { storesOf } from '../store/small-record.ts'
import { countingJob, jobThat, trial } from './job-on-trial.ts'

describe.each(DATABASES)('the report on jobs on $name', (database) => {
  const stores = storesOf(database)

  it('names each job before it ever ran, and changes nothing', async () => {
    const store = await stores.empty()
    const { surroundings } = trial(store, '2026-11-23T20:00:00.000Z')
    const report = await reportJobs([countingJob().job], surroundings)
    expect(jobsReport.parse(report)).toEqual({
      answered_at: '2026-11-23T20:00:00.000Z',
      jobs: [
        {
          name: 'on-trial',
          about: 'Does as it is told.',
          cron: '17 3 * * *',
          time_zone: 'UTC',
          next_run: '2026-11-24T03:17:00.000Z',
          due_since: null,
          last_done: null,
          runs: [],
          counted: [],
        },
      ],
    })
    expect(await store.db.selectFrom('jobs').selectAll().execute()).toEqual([])
  })

  it('says what ran, what is due and when a job was last done, each job by itself', async () => {
    const store = await stores.empty()
    const { clock, surroundings } = trial(store, '2026-11-23T20:00:00.000Z')
    const { job } = countingJob()
    const failing = jobThat(
      async () => {
        throw new Error('x')
      },
      { name: 'failing', cron: '0 * * * *' },
    )
    await runDueJob(job, surroundings)
    await runDueJob(failing, surroundings)
    clock.at = '2026-11-24T03:17:00.000Z'
    await runDueJob(job, surroundings)
    await runDueJob(failing, surroundings)
    for (let turn = 0; turn < 5; turn += 1) await runJobNow(failing, surroundings)
    clock.at = '2026-11-24T04:30:00.000Z'
    const { jobs } = await reportJobs([job, failing], surroundings)
    const [counting] = jobs
    expect(counting).toMatchObject({
      next_run: '2026-11-25T03:17:00.000Z',
      due_since: null,
      runs: [
        {
          scheduled_for: '2026-11-24T03:17:00.000Z',
          missed: 0,
          run_by: 'test:1',
          outcome: 'done',
          did: 'Run 1.',
        },
      ],
    })
    expect(counting?.last_done).toBe(counting?.runs[0]?.ended_at)
    expect(jobs[1]).toMatchObject({ due_since: '2026-11-24T04:00:00.000Z', last_done: null })
    expect(jobs[1]?.runs).toHaveLength(5)
  })
})
