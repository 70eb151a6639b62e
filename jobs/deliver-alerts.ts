import { countOldRuns } from '../src/store/count-old-runs.ts'
import { forgetLeft } from '../src/store/forget-left.ts'
import { sweepAlerts } from '../src/store/sweep-alerts.ts'
import { vacuumEmbedded } from '../src/store/vacuum-embedded.ts'
import { deliverDue } from './deliver-due.ts'
import type { Job } from './job.ts'

const NAME = 'deliver-alerts'
/** However long other jobs took before it: so long messages are begun. */
const LEAST_MS = 5_000

/** Sends what waits. On Node the server does so each second by itself; at the edge this is what does it. Messages are
 *  claimed one by one, so it needs no fence: a run that was taken over sends nothing twice. */
export const deliverAlerts: Job = {
  name: NAME,
  cron: '* * * * *',
  timeZone: 'UTC',
  about: 'Sends alerts and digests that are due, tries again what failed, and clears away what has expired.',
  run: async ({ store, signal, now, alerts, progress }) => {
    const at = new Date(now()).toISOString()
    await sweepAlerts(store.db, at)
    await countOldRuns(store.db, { job: NAME, at })
    await forgetLeft(store, alerts?.outbox ?? null)
    await vacuumEmbedded(store)
    if (alerts === undefined) return { outcome: 'skipped', did: 'This process has no means to send.' }
    const least = now() + LEAST_MS
    const hasTime = () => now() < least || progress.hasTime()
    const { accepted, failed } = await deliverDue({ store, means: alerts, now, signal, hasTime })
    const mail = alerts.sendMail === null ? ' Mail waits for a process that can send it.' : ''
    if (accepted + failed === 0) return { outcome: 'skipped', did: `Nothing was due.${mail}` }
    return { outcome: 'done', did: `${accepted} messages were accepted, ${failed} tries failed.${mail}` }
  },
}
