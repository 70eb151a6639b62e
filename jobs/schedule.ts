import { announceDates } from './announce-dates.ts'
import { deliverAlerts } from './deliver-alerts.ts'
import type { Job } from './job.ts'
import { keepSignedCheckpoint } from './keep-checkpoint.ts'
import { keepProjections } from './keep-projections.ts'
import { verifyRecord } from './verify-record.ts'
import { watchDepositary } from './watch-depositary.ts'

/** Every job of the program. On Node, node-cron runs them; at the edge, the cron triggers of wrangler.toml do. */
export const JOBS: readonly Job[] = [
  watchDepositary,
  verifyRecord,
  keepSignedCheckpoint,
  keepProjections,
  announceDates,
  deliverAlerts,
]
