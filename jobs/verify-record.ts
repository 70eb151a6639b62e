import { verifyPages } from '../src/record/verify.ts'
import { eventPages, readHead } from '../src/store/load-record.ts'
import type { Job } from './job.ts'

/** Recomputes every hash of the record once a night, so that damage is found before anyone relies on it. */
export const verifyRecord: Job = {
  name: 'verify-record',
  cron: '17 3 * * *',
  timeZone: 'UTC',
  about:
    'Recomputes the chain of hashes over the whole record and fails at the first event that does not fit.',
  run: async ({ store }) => {
    const head = await readHead(store)
    const found = await verifyPages(eventPages(store.db, { seq: 0 }), null)
    if (!found.intact) {
      throw new Error(
        `event ${found.seq} does not fit: ${found.fault} is ${found.found}, expected ${found.expected}`,
      )
    }
    return `${found.head.seq} events fit, up to ${head.hash.slice(0, 12)}`
  },
}
