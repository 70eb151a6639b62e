import type { Kysely } from 'kysely'
import { POLICY } from '../depositary/policy.ts'
import { isStale, treatyFreshness } from './freshness.ts'
import type { Tables } from './tables.ts'

/** Something about the sources that an operator has to know: a fact, the same until it is over. */
export type SourceAlarm = {
  /** The same for as long as the silence lasts, so that it is told once. */
  readonly key: string
  readonly kind: 'no_good_check' | 'never_checked' | 'old_stamp' | 'same_stamp'
  /** Number of the treaty, or address of the page. */
  readonly about: string
  /** Since when, ISO 8601 in UTC, or the day of the stamp. */
  readonly since: string
  /** In a sentence. */
  readonly said: string
}

const DAY_MS = 86_400_000

function alarm(kind: SourceAlarm['kind'], about: string, since: string, said: string): SourceAlarm {
  return { key: `${kind} ${about} ${since}`, kind, about, since, said }
}

async function silentTreaties(db: Kysely<Tables>, now: number): Promise<SourceAlarm[]> {
  const treaties = await treatyFreshness(db)
  return treaties.flatMap((one) => {
    const { treaty, every_hours, good_at, since } = one
    if (since === null || !isStale(one, now)) return []
    const said = `No good check of ${treaty} has succeeded since ${since}; it is due every ${every_hours} hours.`
    return [alarm(good_at === null ? 'never_checked' : 'no_good_check', treaty, since, said)]
  })
}

/** A source that looks calm may be frozen: its stamp has to move although nothing else does. */
async function frozenPages(db: Kysely<Tables>, now: number): Promise<SourceAlarm[]> {
  const { stamp: oldest, same_bytes: longest } = POLICY.source_is_old_after_days
  const pages = await db
    .selectFrom('watched_pages')
    .innerJoin('page_states', 'page_states.page', 'watched_pages.address')
    .select(['address', 'stamp', 'stamp_since'])
    .where('role', '=', 'depositary')
    .orderBy('address')
    .execute()
  return pages.flatMap(({ address, stamp, stamp_since }) => {
    if (stamp === null || stamp_since === null) return []
    if (now - Date.parse(stamp_since) > longest * DAY_MS) {
      const said = `${address} has borne the stamp of ${stamp} since ${stamp_since}: it may be frozen.`
      return [alarm('same_stamp', address, stamp_since, said)]
    }
    if (now - Date.parse(stamp) <= oldest * DAY_MS) return []
    return [alarm('old_stamp', address, stamp, `${address} is as at ${stamp}, more than ${oldest} days ago.`)]
  })
}

/** What an operator has to be told of the sources now; empty where all is well. `now` in milliseconds since 1970. */
export async function sourceAlarms(db: Kysely<Tables>, now: number): Promise<SourceAlarm[]> {
  return [...(await silentTreaties(db, now)), ...(await frozenPages(db, now))]
}
