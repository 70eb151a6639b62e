import { projectionsToKeep } from '../src/answers/projections-to-keep.ts'
import { viewRecord } from '../src/answers/record-view.ts'
import { dayOfMoment } from '../src/law/plain-date.ts'
import { keepProjections as keep } from '../src/store/kept-projections.ts'
import { loadRecord } from '../src/store/load-record.ts'
import type { Job } from './job.ts'

/** Projects every treaty once a day and keeps what was said, so that the scoreboard can hold it against what comes. */
export const keepProjections: Job = {
  name: 'keep-projections',
  cron: '43 4 * * *',
  timeZone: 'UTC',
  about:
    'Projects every treaty from what is known today and keeps the projections, to be held against what comes.',
  run: async ({ store, fence, now }) => {
    const view = viewRecord(await loadRecord(store))
    const asOf = dayOfMoment(now())
    const projections = projectionsToKeep(view, asOf)
    await keep(store.db, projections, fence)
    const treaties = new Set(projections.map(({ treaty }) => treaty)).size
    return { outcome: 'done', did: `${projections.length} projections of ${treaties} treaties for ${asOf}.` }
  },
}
