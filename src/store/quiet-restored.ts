import { sql, type Transaction } from 'kysely'
import type { Tables } from './tables.ts'

/** Whether those whom a backup lets in, or writes to, are taken as it has them. */
export type KeptAsTheyWere = { readonly tokens: boolean; readonly subscriptions: boolean }

/** How many tokens that can be used, and subscriptions that are told, a backup holds. */
export type BroughtBack = { readonly tokens: number; readonly subscriptions: number }

const REVOKED_BY = 'restore'

async function countRevoked(trx: Transaction<Tables>, keep: boolean): Promise<number> {
  const good = sql`revoked_at is null and expires_at > clock_timestamp()`
  const changed = keep
    ? await sql`select from officer_tokens where ${good}`.execute(trx)
    : await sql`update officer_tokens set revoked_at = clock_timestamp(), revoked_by = ${REVOKED_BY}
        where ${good} returning id`.execute(trx)
  return changed.rows.length
}

async function countOff(trx: Transaction<Tables>, keep: boolean, madeAt: string): Promise<number> {
  const why = `restored from the backup of ${madeAt}; it may have been ended since`
  const changed = keep
    ? await sql`select from subscriptions where state = 'active'`.execute(trx)
    : await sql`update subscriptions set state = 'off', off_because = ${why}
        where state = 'active' returning id`.execute(trx)
  return changed.rows.length
}

/** What waited to be sent when the backup was made may have been sent since, and days that have come were announced. */
async function sendNothingAgain(trx: Transaction<Tables>, columns: ReadonlySet<string>): Promise<void> {
  const unclaimed = columns.has('claimed_until') ? sql`, claimed_until = null` : sql``
  await sql`update deliveries set state = 'parked', settled_at = clock_timestamp(), claim = null ${unclaimed}
    where state = 'queued'`.execute(trx)
  await sql`update alert_clock set day = greatest(day, (clock_timestamp() at time zone 'utc')::date)`.execute(
    trx,
  )
}

/** In the transaction of the restored rows, so that no place is left that sends what was sent or lets in who was shut
 *  out: parks what waits, and, unless they are kept, revokes every token and switches every subscription off, because a
 *  backup cannot know what was revoked or ended after it was made. The schema may be one of an earlier version. */
export async function quietRestored(
  trx: Transaction<Tables>,
  madeAt: string,
  keep: KeptAsTheyWere,
): Promise<BroughtBack> {
  const { rows } = await sql<{ table: string; column: string }>`
    select table_name as table, column_name as column from information_schema.columns
    where table_schema = current_schema() and table_name in ('officer_tokens', 'subscriptions', 'deliveries')`.execute(
    trx,
  )
  const columnsOf = (name: string) => new Set(rows.flatMap((row) => (row.table === name ? row.column : [])))
  const deliveries = columnsOf('deliveries')
  if (deliveries.size > 0) await sendNothingAgain(trx, deliveries)
  return {
    tokens: columnsOf('officer_tokens').size > 0 ? await countRevoked(trx, keep.tokens) : 0,
    subscriptions: columnsOf('subscriptions').size > 0 ? await countOff(trx, keep.subscriptions, madeAt) : 0,
  }
}
