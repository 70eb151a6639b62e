import { dayOfMoment } from '../src/law/plain-date.ts'
import { announceDays } from '../src/store/announce-days.ts'
import { watchOperations } from '../src/store/watch-operations.ts'
import { watchProjections } from '../src/store/watch-projections.ts'
import type { Job } from './job.ts'

/** Decides what a new day brings: dates that are near or have come, milestones; and looks whether anything is silent.
 *  A day is announced once, whoever runs this and however often. */
export const announceDates: Job = {
  name: 'announce-dates',
  cron: '23 * * * *',
  timeZone: 'UTC',
  about:
    'Decides who is told of dates that come near or have come, and of sources and queues that went quiet.',
  run: async ({ store, now }) => {
    const at = new Date(now()).toISOString()
    const today = dayOfMoment(now())
    const told = await announceDays(store, { today, at })
    const moved = await watchProjections(store, { today, at })
    const warned = await watchOperations(store, { at })
    return {
      outcome: 'done',
      did: `${told} facts of ${today}, ${moved} moved projections and ${warned} warnings were decided.`,
    }
  },
}
