import { brokenText } from '../src/record/broken-text.ts'
import { readVerificationLeft, type VerificationLeft } from '../src/record/verification-left.ts'
import { verifyStep } from '../src/store/verify-record.ts'
import { inSteps } from './in-steps.ts'
import { type Job, JobFailure } from './job.ts'

const HASH_SHOWN = 12

function soFar({ fits, documents, document }: VerificationLeft): string {
  const looked = `${fits.seq} events fit so far`
  return document === null ? `${looked}.` : `${looked}; ${documents} documents are recomputed.`
}

/** Recomputes every hash of the record once a night, so that damage is found before anyone relies on it. A page of events
 *  or of documents is one step; events written meanwhile are verified in the same run. */
export const verifyRecord: Job = {
  name: 'verify-record',
  cron: '17 3 * * *',
  timeZone: 'UTC',
  about:
    'Recomputes the chain of hashes over the whole record and fails at the first event that does not fit.',
  run: inSteps(readVerificationLeft, async ({ store }, from) => {
    const found = await verifyStep(store, from)
    if ('fits' in found) return { left: found, did: soFar(found) }
    if (!found.intact) throw new JobFailure(brokenText(found))
    const fault = (await store.verifyJournal?.()) ?? null
    if (fault !== null) throw new JobFailure(`The journal does not fit: ${fault}.`)
    const { seq, hash } = found.head
    return { outcome: 'done', did: `${seq} events fit, up to ${hash.slice(0, HASH_SHOWN)}.` }
  }),
}
