import { sweepAlerts } from '../src/store/sweep-alerts.ts'
import { deliverDue } from './deliver-due.ts'
import type { Job } from './job.ts'

/** Sends what waits. On Node the server does so each second by itself; at the edge this is what does it. Messages are
 *  claimed one by one, so it needs no fence: a run that was taken over sends nothing twice. */
export const deliverAlerts: Job = {
  name: 'deliver-alerts',
  cron: '* * * * *',
  timeZone: 'UTC',
  about: 'Sends alerts and digests that are due, tries again what failed, and clears away what has expired.',
  run: async ({ store, signal, now, alerts }) => {
    await sweepAlerts(store.db, new Date(now()).toISOString())
    if (alerts === undefined) return { outcome: 'skipped', did: 'This process has no means to send.' }
    const { accepted, failed } = await deliverDue({ store, means: alerts, now, signal })
    if (accepted + failed === 0) return { outcome: 'skipped', did: 'Nothing was due.' }
    return { outcome: 'done', did: `${accepted} messages were accepted, ${failed} tries failed.` }
  },
}
