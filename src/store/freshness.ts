import { type Kysely, sql } from 'kysely'
import { laterOf, type PlainDate, parsePlainDate } from '../law/plain-date.ts'
import type { RecordSnapshot } from '../record/snapshot.ts'
import type { Tables } from './tables.ts'

/** How fresh the record is, by the checks of the depositary that are on record. */
export type Freshness = Pick<RecordSnapshot, 'checked_at' | 'checked_by_treaty' | 'source_as_at' | 'stale'>

/** How long the depositary was not well checked, treaty by treaty. */
export type TreatyFreshness = {
  readonly treaty: string
  /** The shortest interval among its pages at the depositary. */
  readonly every_hours: number
  /** ISO 8601 in UTC; null before the first good check. */
  readonly good_at: string | null
  /** From when silence is counted: the last good check, before the first one the first load of the record. */
  readonly since: string
}

/** Silence of this many intervals makes the record stale. */
const INTERVALS = 2
const HOUR_MS = 3_600_000

/** Each treaty that is watched at the depositary, with its last good check. */
export async function treatyFreshness(db: Kysely<Tables>): Promise<readonly TreatyFreshness[]> {
  const { rows } = await sql<TreatyFreshness>`
    select page.treaty, min(page.every_hours) as every_hours, max(state.good_at) as good_at,
      coalesce(max(state.good_at), (select min(loaded_at) from pack_loads)) as since
    from watched_pages as page left join page_states as state on state.page = page.address
    where page.role = 'depositary' group by page.treaty order by page.treaty`.execute(db)
  return rows
}

/** Whether no good check of the treaty has succeeded for twice the interval. `now` in milliseconds since 1970. */
export function isStale({ every_hours, since }: TreatyFreshness, now: number): boolean {
  return now - Date.parse(since) > INTERVALS * every_hours * HOUR_MS
}

/** Day of the newest document of the depositary that an event cites; null where none bears a whole date. */
async function newestCited(db: Kysely<Tables>): Promise<PlainDate | null> {
  const cited = await sql<{ as_at: string }>`
    select as_at from sources
    where kind = 'depositary' and exists (select from events where events.source = sources.id)`.execute(db)
  const days = cited.rows.map(({ as_at }) => parsePlainDate(as_at)).filter((day) => day !== null)
  return days.toSorted().at(-1) ?? null
}

/** Day of the newest page read: of its stamp, else on which its bytes were received. A source that only says that
 *  nothing has changed does not move it. */
async function newestRead(db: Kysely<Tables>): Promise<PlainDate | null> {
  const { rows } = await sql<{ day: PlainDate | null }>`
    select max(coalesce(state.stamp, (state.received_at at time zone 'UTC')::date)) as day
    from watched_pages as page join page_states as state on state.page = page.address
    where page.role = 'depositary' and state.good_at is not null`.execute(db)
  return rows[0]?.day ?? null
}

/** How fresh the record is now. It is stale when any treaty that is watched has had no good check for twice the interval,
 *  whether or not jobs run in this process. `now` in milliseconds since 1970. */
export async function readFreshness(db: Kysely<Tables>, now: number): Promise<Freshness> {
  const treaties = await treatyFreshness(db)
  const checks = treaties.flatMap(({ good_at }) => good_at ?? []).toSorted()
  const cited = await newestCited(db)
  const read = await newestRead(db)
  return {
    checked_at: checks.at(-1) ?? null,
    checked_by_treaty: Object.fromEntries(
      treaties.flatMap(({ treaty, good_at }) => (good_at === null ? [] : [[treaty, good_at]])),
    ),
    source_as_at: read === null ? cited : laterOf(read, cited),
    stale: treaties.some((treaty) => isStale(treaty, now)),
  }
}

/** Whether two states of freshness are told in the same words. */
export function isAsFresh(one: Freshness, other: Freshness): boolean {
  return (
    one.checked_at === other.checked_at &&
    one.source_as_at === other.source_as_at &&
    one.stale === other.stale
  )
}
