import { join } from 'node:path'
import { Cron } from 'croner'
import { createTask } from 'node-cron'
import { describe, expect, it } from 'vitest'
import { unstable_readConfig } from 'wrangler'
import { JOBS } from '../../jobs/schedule.ts'
import { ROOT } from '../shape/source-files.ts'

const NUMBERED_WEEKDAY = /(?:\S+\s+){4}\S*\d/

describe('the table of jobs', () => {
  it('is the one by which the edge wakes the program', () => {
    const { triggers } = unstable_readConfig({ config: join(ROOT, 'wrangler.toml') })
    expect(triggers.crons?.toSorted()).toEqual([...new Set(JOBS.map(({ cron }) => cron))].toSorted())
  })

  it('is in UTC, because the edge knows no other time zone', () => {
    expect(new Set(JOBS.map(({ timeZone }) => timeZone))).toEqual(new Set(['UTC']))
  })

  it('names days of the week, because the edge numbers them from Sunday as 1', () => {
    expect(NUMBERED_WEEKDAY.test('0 6 * * 1')).toBe(true)
    expect(NUMBERED_WEEKDAY.test('0 6 * * MON')).toBe(false)
    expect(JOBS.filter(({ cron }) => NUMBERED_WEEKDAY.test(cron))).toEqual([])
  })

  it('has one name and one sentence for each job', () => {
    expect(new Set(JOBS.map(({ name }) => name)).size).toBe(JOBS.length)
    for (const { name, about } of JOBS) {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/)
      expect(about).toMatch(/^[A-Z].*\.$/)
    }
  })

  it.each(JOBS)('is read alike by the clock of Node and by what finds missed runs: $name', async (job) => {
    const task = createTask(job.cron, () => undefined, { timezone: job.timeZone })
    const runs = task.getNextRuns(50)
    await task.destroy()
    expect(new Cron(job.cron, { timezone: job.timeZone, paused: true }).nextRuns(50)).toEqual(runs)
  })
})
