import { type Kysely, sql } from 'kysely'
import { type Lease, requireFence } from './lease.ts'
import type { Tables } from './tables.ts'

/** What the last step of a job left for the next; null where nothing is left over. */
export async function readProgress(db: Kysely<Tables>, job: string): Promise<string | null> {
  const found = await db.selectFrom('jobs').select('progress').where('name', '=', job).executeTakeFirst()
  return found?.progress ?? null
}

/** Keeps what a step of a run leaves for the next step, whoever takes it. Throws LeaseLost. */
export async function keepProgress(
  db: Kysely<Tables>,
  lease: Lease,
  { job, run, left }: { readonly job: string; readonly run: number; readonly left: string },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await requireFence(trx, lease)
    await trx.updateTable('jobs').set({ progress: left }).where('name', '=', job).execute()
    await sql`update job_runs set steps = steps + 1 where id = ${run}`.execute(trx)
  })
}
