import { sql } from 'kysely'
import type { Fact } from '../alerts/fact.ts'
import { lockHead } from './append-events.ts'
import { hasSubscriptions, queueFacts } from './queue-facts.ts'
import { sourceAlarms } from './source-alarms.ts'
import type { Store } from './store.ts'

/** A page is silent after so many of the times at which it should have been looked at with success. */
const SILENT_INTERVALS = 2

/** A message that nobody began to send for so long waits too long. */
const LATE_MINUTES = 30

type Operations = {
  readonly key: string
  readonly kind: 'source_silent' | 'queue_late'
  readonly what: string
}

function operatorFact({ key, kind, what }: Operations): Fact {
  return { key, about: key, treaty: null, participant: null, groups: [], detail: { kind, what } }
}

function hours(between: string, at: string): number {
  return Math.floor((Date.parse(at) - Date.parse(between)) / 3_600_000)
}

async function silentPages({ db }: Pick<Store, 'db'>, at: string): Promise<Operations[]> {
  const { rows } = await sql<{ page: string; last: string; failure: string | null }>`
    select page, good_at as last, failure from page_states join watched_pages on address = page
    where role = 'depositary' and good_at + every_hours * ${SILENT_INTERVALS} * interval '1 hour' < ${at}::timestamptz
    order by page`.execute(db)
  return rows.map(({ page, last, failure }) => {
    const why = failure === null ? '' : ` Its last failure: ${failure}.`
    const what = `${page} has not been read for ${hours(last, at)} hours, since ${last}.${why}`
    return { key: `silent:${page}:${last}`, kind: 'source_silent', what }
  })
}

/** What else is wrong with sources: pages of a treaty that never were read, and pages that may be frozen. */
async function doubtfulSources({ db }: Pick<Store, 'db'>, at: string): Promise<Operations[]> {
  const alarms = await sourceAlarms(db, Date.parse(at))
  return alarms
    .filter(({ kind }) => kind !== 'no_good_check')
    .map(({ key, said }) => ({ key, kind: 'source_silent', what: said }))
}

async function lateQueue({ db }: Pick<Store, 'db'>, at: string): Promise<Operations[]> {
  const { rows } = await sql<{ count: number; oldest: string | null }>`
    select count(*) as count, min(due_at) as oldest from deliveries
    where state = 'queued' and not has_failed and tries = 0 and due_at < ${at}::timestamptz - ${LATE_MINUTES} * interval '1 minute'
      and number is not null`.execute(db)
  const late = rows[0]
  if (late === undefined || late.oldest === null) return []
  const what = `${late.count} messages wait to be sent, the oldest since ${late.oldest}.`
  return [{ key: `late:${late.oldest}`, kind: 'queue_late', what }]
}

/** Tells operators who ask for it of sources that went silent and of messages that nobody sends, each once. Answers with
 *  how many warnings someone is told. */
export async function watchOperations(
  { db }: Pick<Store, 'db'>,
  { at }: { readonly at: string },
): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const { seq } = await lockHead(trx)
    if (!(await hasSubscriptions(trx))) return 0
    const found = [
      ...(await silentPages({ db: trx }, at)),
      ...(await doubtfulSources({ db: trx }, at)),
      ...(await lateQueue({ db: trx }, at)),
    ]
    return queueFacts(trx, { facts: found.map(operatorFact), lost: [], at, seq })
  })
}
