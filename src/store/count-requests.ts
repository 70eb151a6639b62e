import { type Kysely, sql } from 'kysely'
import { sha256Hex } from '../record/sha256.ts'
import type { Tables } from './tables.ts'

export type RequestLimit = {
  /** What is limited, and who asks: only a hash of it is kept, until the time is over. */
  readonly what: string
  readonly who: string
  readonly most: number
  readonly withinMs: number
  /** Milliseconds since 1970. */
  readonly now: number
}

/** The row in which it is counted. Time is cut into pieces that are the same for all processes. */
function rowOf({ what, who, withinMs, now }: RequestLimit): { bucket: string; until: string } {
  const until = new Date((Math.floor(now / withinMs) + 1) * withinMs).toISOString()
  return { bucket: sha256Hex(`${what} ${who}`), until }
}

/** Seconds until the limit begins anew, where it is used up across all processes; 0 where it is not. Counts nothing. */
export async function secondsUsedUp(db: Kysely<Tables>, limit: RequestLimit): Promise<number> {
  const { bucket, until } = rowOf(limit)
  const found = await sql<{ count: number }>`
    select count from request_counts where bucket = ${bucket} and until = ${until}::timestamptz`.execute(db)
  if (Number(found.rows[0]?.count ?? 0) < limit.most) return 0
  return Math.ceil((Date.parse(until) - limit.now) / 1000)
}

/** Counts one request, across all processes; whether it is within the limit. */
export async function countRequest(db: Kysely<Tables>, limit: RequestLimit): Promise<boolean> {
  const { bucket, until } = rowOf(limit)
  const counted = await sql<{ count: number }>`
    insert into request_counts (bucket, until, count) values (${bucket}, ${until}::timestamptz, 1)
    on conflict (bucket, until) do update set count = request_counts.count + 1
    returning count`.execute(db)
  return Number(counted.rows[0]?.count) <= limit.most
}
