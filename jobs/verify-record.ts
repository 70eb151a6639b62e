import { verifyRecord as verify } from '../src/store/verify-record.ts'
import { type Job, JobFailure } from './job.ts'

const HASH_SHOWN = 12

/** Recomputes every hash of the record once a night, so that damage is found before anyone relies on it. */
export const verifyRecord: Job = {
  name: 'verify-record',
  cron: '17 3 * * *',
  timeZone: 'UTC',
  about:
    'Recomputes the chain of hashes over the whole record and fails at the first event that does not fit.',
  run: async ({ store }) => {
    const found = await verify(store)
    if (!found.intact) {
      const { seq, fault } = found
      throw new JobFailure(
        `Event ${seq} does not fit: ${fault} is ${found.found}, expected ${found.expected}.`,
      )
    }
    const { seq, hash } = found.head
    return { outcome: 'done', did: `${seq} events fit, up to ${hash.slice(0, HASH_SHOWN)}.` }
  },
}
