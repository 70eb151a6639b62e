import { brokenText } from '../src/record/broken-text.ts'
import { signCheckpoint } from '../src/record/checkpoint.ts'
import { readVerificationLeft } from '../src/record/verification-left.ts'
import { keepCheckpoint, treeOnRecord } from '../src/store/checkpoints.ts'
import { verifyStep } from '../src/store/verify-record.ts'
import { inSteps } from './in-steps.ts'
import { type Job, JobFailure } from './job.ts'

/** Signs the state of the record once a night, where it stands as it was written, and keeps that for good. A page of
 *  events or of documents is one step. */
export const keepSignedCheckpoint: Job = {
  name: 'keep-checkpoint',
  cron: '17 3 * * *',
  timeZone: 'UTC',
  about: 'Recomputes the record, signs its hash tree and keeps the checkpoint for good.',
  run: inSteps(readVerificationLeft, async ({ store, fence, signers }, from) => {
    const [first, ...others] = await signers()
    if (first === undefined) {
      return { outcome: 'skipped', did: 'There is no key to sign with; `palermo keys create` makes one.' }
    }
    const found = await verifyStep(store, from)
    if ('fits' in found) return { left: found, did: `${found.fits.seq} events fit so far.` }
    if (!found.intact) throw new JobFailure(`${brokenText(found)} Nothing is signed of it.`)
    const { seq } = found.head
    if (seq === 0) return { outcome: 'skipped', did: 'The record is empty.' }
    const note = await signCheckpoint(await treeOnRecord(store.db, seq), [first, ...others])
    await store.db.transaction().execute(async (trx) => {
      await fence(trx)
      await keepCheckpoint(trx, { size: seq, note }, [first, ...others])
    })
    return { outcome: 'done', did: `A checkpoint of ${seq} events is signed and kept.` }
  }),
}
