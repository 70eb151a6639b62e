import { type Kysely, sql } from 'kysely'
import type { Tables } from './tables.ts'

const LEAST_HOSTS = 2

/** Whether since an instant (ISO 8601) every webhook of others failed without an answer, two of them at least on other
 *  hosts: then it is more likely our own network than each of theirs. */
export async function allUnreached(
  db: Kysely<Tables>,
  { since, subscription }: { readonly since: string; readonly subscription: number },
): Promise<boolean> {
  const { rows } = await sql<{ answered: boolean; hosts: number }>`
    with failed as (
      select status, split_part(subscriptions.address, '/', 3) as host
      from delivery_failures join deliveries on deliveries.id = delivery
        join subscriptions on subscriptions.id = deliveries.subscription
      where deliveries.channel = 'webhook' and failed_at >= ${since}::timestamptz)
    select exists (select from failed where status is not null) or exists (
        select from deliveries where channel = 'webhook' and state = 'accepted' and settled_at >= ${since}::timestamptz)
      as answered,
      (select count(distinct host) from failed
        where host <> (select split_part(address, '/', 3) from subscriptions where id = ${subscription})) as hosts`.execute(
    db,
  )
  const [found] = rows
  return found !== undefined && !found.answered && Number(found.hosts) >= LEAST_HOSTS
}
