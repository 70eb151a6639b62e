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

/** Counts one request, across all processes; whether it is within the limit. */
export async function countRequest(db: Kysely<Tables>, limit: RequestLimit): Promise<boolean> {
  const { what, who, most, withinMs, now } = limit
  const until = new Date((Math.floor(now / withinMs) + 1) * withinMs).toISOString()
  const counted = await sql<{ count: number }>`
    insert into request_counts (bucket, until, count) values (${sha256Hex(`${what} ${who}`)}, ${until}::timestamptz, 1)
    on conflict (bucket, until) do update set count = request_counts.count + 1
    returning count`.execute(db)
  return Number(counted.rows[0]?.count) <= most
}
