import { type Kysely, sql } from 'kysely'
import type { Outbox } from '../alerts/delivery-means.ts'
import { leavingsCleared, leavingsNoted } from './leavings.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'

/** Files are named for the Message-ID of their mail, which begins with the mark of the message; one that is being written
 *  has a dot before it. */
const NAME = /^\.?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@.*\.eml$/

/** Removes the mails in the outbox that belong to no message of the ledger any more, whoever removed that. */
async function clearOutbox(db: Kysely<Tables>, { list, remove }: Outbox): Promise<void> {
  const files = (await list()).flatMap((name) => {
    const mark = NAME.exec(name)?.[1]
    return mark === undefined ? [] : [{ name, mark }]
  })
  if (files.length === 0) return
  const { rows } = await sql<{ mark: string }>`
    select mark from unnest(${files.map(({ mark }) => mark)}::uuid[]) as written (mark)
    where not exists (select from deliveries where deliveries.mark = written.mark)`.execute(db)
  const gone = new Set(rows.map(({ mark }) => mark))
  for (const { name } of files.filter(({ mark }) => gone.has(mark))) await remove(name)
}

/** Writes the tables that hold addresses anew, and ends the file of changes in which they stood: rows that were deleted
 *  stay in the files of a database until something is written over them. A server is its operator's to keep. */
async function rewriteEmbedded({ db, engine }: Pick<Store, 'db' | 'engine'>): Promise<void> {
  if (engine === 'server') return
  await sql`vacuum full subscriptions`.execute(db)
  await sql`vacuum full delivery_failures`.execute(db)
  await sql`select pg_switch_wal()`.execute(db)
  await sql`checkpoint`.execute(db)
}

/** Clears away what still holds the addresses of those who left: their mails in the outbox, and what the files of the
 *  embedded database kept of them. `outbox`: null where mail is not written as files. */
export async function forgetLeft(store: Pick<Store, 'db' | 'engine'>, outbox: Outbox | null): Promise<void> {
  const count = await leavingsNoted(store.db)
  if (outbox !== null) await clearOutbox(store.db, outbox)
  if (count === null) return
  await rewriteEmbedded(store)
  await leavingsCleared(store.db, count)
}
