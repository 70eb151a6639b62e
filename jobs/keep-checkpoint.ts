import { signCheckpoint } from '../src/record/checkpoint.ts'
import { keepCheckpoint, treeOnRecord } from '../src/store/checkpoints.ts'
import { readHead } from '../src/store/load-record.ts'
import type { Job } from './job.ts'

/** Signs the state of the record once a night and keeps that for good. */
export const keepSignedCheckpoint: Job = {
  name: 'keep-checkpoint',
  cron: '17 3 * * *',
  timeZone: 'UTC',
  about: 'Signs the hash tree of the record and keeps the checkpoint for good.',
  run: async ({ store, fence, signers }) => {
    const [first, ...others] = await signers()
    if (first === undefined) {
      return { outcome: 'skipped', did: 'There is no key to sign with; `palermo keys create` makes one.' }
    }
    const { seq } = await readHead(store)
    if (seq === 0) return { outcome: 'skipped', did: 'The record is empty.' }
    const note = await signCheckpoint(await treeOnRecord(store.db, seq), [first, ...others])
    await store.db.transaction().execute(async (trx) => {
      await fence(trx)
      await keepCheckpoint(trx, { size: seq, note }, [first, ...others])
    })
    return { outcome: 'done', did: `A checkpoint of ${seq} events is signed and kept.` }
  },
}
