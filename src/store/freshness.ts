import { type Kysely, sql } from 'kysely'
import { inCodePointOrder } from '../law/code-point-order.ts'
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
  /** From when silence is counted: the last good check, before the first one the first load of the record; null
   *  where nothing was ever loaded. */
  readonly since: string | null
}

/** Silence of this many intervals makes the record stale. */
const INTERVALS = 2
const HOUR_MS = 3_600_000
const DAY_LENGTH = '2000-01-01'.length

/** Whether no good check of the treaty has succeeded for twice the interval. `now` in milliseconds since 1970. */
export function isStale({ every_hours, since }: TreatyFreshness, now: number): boolean {
  return since !== null && now - Date.parse(since) > INTERVALS * every_hours * HOUR_MS
}

type Page = { readonly treaty: string; readonly every_hours: number; readonly address: string }
type State = Pick<Tables['page_states'], 'page' | 'stamp' | 'good_at' | 'received_at'>
type Read = {
  readonly pages: readonly Page[]
  readonly states: readonly State[]
  /** The days that sources of the depositary bear which an event cites, as they are written. */
  readonly cited: readonly string[]
  readonly first_load: string | null
}

/** What all of it follows from, by one plain question: it is among the first that a database is asked which was just
 *  started, and that does everything slowly the first time. */
async function readChecks(db: Kysely<Tables>): Promise<Read> {
  const { rows } = await sql<{ page: string }>`
    select json_build_object(
      'pages', (select coalesce(json_agg(each), '[]') from watched_pages as each where role = 'depositary'),
      'states', (select coalesce(json_agg(each), '[]') from (
        select page, stamp, good_at at time zone 'UTC' as good_at, received_at at time zone 'UTC' as received_at
        from page_states) as each),
      'cited', (select coalesce(json_agg(as_at), '[]') from sources
        where kind = 'depositary' and exists (select from events where events.source = sources.id)),
      'first_load', (select min(loaded_at) at time zone 'UTC' from pack_loads))::text as page`.execute(db)
  const read: Read = JSON.parse(rows[0]?.page ?? '{}')
  const states = read.states.map((state) => ({
    ...state,
    good_at: instant(state.good_at),
    received_at: instant(state.received_at),
  }))
  return { ...read, states, first_load: instant(read.first_load) }
}

/** An instant as the record writes it, from how JSON writes one without a zone; null where there is none. */
function instant(written: string | null): string | null {
  return written === null ? null : new Date(`${written}Z`).toISOString()
}

function newest<Text extends string>(texts: readonly (Text | null)[]): Text | null {
  return texts
    .filter((text) => text !== null)
    .reduce<Text | null>((one, text) => (one !== null && one > text ? one : text), null)
}

function byTreaty({ pages, states, first_load }: Read): readonly TreatyFreshness[] {
  const goodAt = new Map(states.map(({ page, good_at }) => [page, good_at]))
  const treaties = inCodePointOrder([...new Set(pages.map(({ treaty }) => treaty))])
  return treaties.map((treaty) => {
    const own = pages.filter((page) => page.treaty === treaty)
    const good_at = newest(own.map(({ address }) => goodAt.get(address) ?? null))
    const every_hours = Math.min(...own.map((page) => page.every_hours))
    return { treaty, every_hours, good_at, since: good_at ?? first_load }
  })
}

/** Each treaty that is watched at the depositary, with its last good check. */
export async function treatyFreshness(db: Kysely<Tables>): Promise<readonly TreatyFreshness[]> {
  return byTreaty(await readChecks(db))
}

/** Day of the newest document of the depositary that an event cites; null where none bears a whole date. */
function newestCited({ cited }: Read): PlainDate | null {
  return newest(cited.map(parsePlainDate))
}

/** Day of the newest page read: of its stamp, else on which its bytes were received. A source that only says that
 *  nothing has changed does not move it. */
function newestRead({ pages, states }: Read): PlainDate | null {
  const watched = new Set(pages.map(({ address }) => address))
  const read = states.filter(({ page, good_at }) => watched.has(page) && good_at !== null)
  return newest(
    read.map(({ stamp, received_at }) => stamp ?? parsePlainDate(received_at?.slice(0, DAY_LENGTH) ?? '')),
  )
}

/** How fresh the record is now. It is stale when any treaty that is watched has had no good check for twice the interval,
 *  whether or not jobs run in this process. `now` in milliseconds since 1970. */
export async function readFreshness(db: Kysely<Tables>, now: number): Promise<Freshness> {
  const checks = await readChecks(db)
  const treaties = byTreaty(checks)
  const cited = newestCited(checks)
  const read = newestRead(checks)
  return {
    checked_at: newest(treaties.map(({ good_at }) => good_at)),
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
