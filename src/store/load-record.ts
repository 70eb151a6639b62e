import { type Kysely, sql, type Transaction } from 'kysely'
import { HASHED_FIELDS } from '../record/canonical-form.ts'
import type { Head } from '../record/chain.ts'
import type { RecordEvent } from '../record/event.ts'
import type { RecordSnapshot } from '../record/snapshot.ts'
import { readFreshness } from './freshness.ts'
import { REGISTRY, readRegistry } from './read-registry.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'

/** How many events are read at a time. */
export const EVENTS_A_PAGE = 20_000
const EVENT_COLUMNS = [...HASHED_FIELDS, 'hash'] as const satisfies readonly (keyof RecordEvent)[]

/** The last event of the record: one small row, to be asked as often as one likes. */
export async function readHead(store: Store): Promise<Head> {
  return store.db.selectFrom('record_head').select(['seq', 'hash']).executeTakeFirstOrThrow()
}

/** The instant without its zone, as JSON writes it: to have the database write it as we do takes a quarter of the time of
 *  the whole page. */
const COLUMN_VALUES = EVENT_COLUMNS.map((column) =>
  column === 'recorded_at' ? sql`recorded_at at time zone 'UTC'` : sql.ref(column),
)
const INSTANT = EVENT_COLUMNS.indexOf('recorded_at')

/** An event from the values of its columns. */
function eventOf(values: readonly unknown[]): RecordEvent {
  const event: Record<string, unknown> = {}
  for (let column = 0; column < EVENT_COLUMNS.length; column++) {
    const value = values[column]
    event[EVENT_COLUMNS[column] as string] = column === INSTANT ? new Date(`${value}Z`).toISOString() : value
  }
  return event as RecordEvent
}

/** The first page of the events after `seq`, as one text of JSON: ten times faster to read than a row of the driver for
 *  each. Names of columns would be two thirds of what is read. */
export async function eventPage(db: Kysely<Tables>, seq: number): Promise<readonly RecordEvent[]> {
  const { rows } = await sql<{ page: string }>`
    select coalesce(json_agg(json_build_array(${sql.join(COLUMN_VALUES)}) order by seq), '[]')::text as page
    from (select * from events where seq > ${seq} order by seq limit ${sql.lit(EVENTS_A_PAGE)}) as event`.execute(
    db,
  )
  const page: readonly (readonly unknown[])[] = JSON.parse(rows[0]?.page ?? '[]')
  return page.map(eventOf)
}

/** The events after `seq`, in order, one page at a time. */
export async function* eventPages(
  db: Kysely<Tables>,
  after: { readonly seq: number },
): AsyncGenerator<readonly RecordEvent[]> {
  let { seq } = after
  for (;;) {
    const page = await eventPage(db, seq)
    const last = page.at(-1)
    if (last === undefined) return
    yield page
    if (page.length < EVENTS_A_PAGE) return
    seq = last.seq
  }
}

async function loadEvents(
  trx: Transaction<Tables>,
  earlier: RecordSnapshot | null,
): Promise<readonly RecordEvent[]> {
  const events: RecordEvent[] = earlier === null ? [] : [...earlier.events]
  for await (const page of eventPages(trx, earlier === null ? { seq: 0 } : earlier.head)) {
    for (const event of page) events.push(event)
  }
  return events
}

/** Whether the record still begins with the earlier one; it does not after another was restored in its place. */
async function beginsWith(trx: Transaction<Tables>, { head }: RecordSnapshot): Promise<boolean> {
  if (head.seq === 0) return true
  const found = await trx.selectFrom('events').select('hash').where('seq', '=', head.seq).executeTakeFirst()
  return found?.hash === head.hash
}

/** The record with those parts of the earlier one that say the same: what was made of them holds on. */
function withSameParts(record: RecordSnapshot, earlier: RecordSnapshot | null): RecordSnapshot {
  if (earlier === null) return record
  const same = REGISTRY.filter((part) => JSON.stringify(record[part]) === JSON.stringify(earlier[part]))
  return { ...record, ...Object.fromEntries(same.map((part) => [part, earlier[part]])) }
}

/** The record as the transaction sees it. With an `earlier` one only the events after it are read. */
export async function loadWithin(
  trx: Transaction<Tables>,
  earlier: RecordSnapshot | null,
  now: () => number = Date.now,
): Promise<RecordSnapshot> {
  const kept = earlier !== null && (await beginsWith(trx, earlier)) ? earlier : null
  const head = await trx.selectFrom('record_head').select(['seq', 'hash']).executeTakeFirstOrThrow()
  const record = {
    head,
    ...(await readRegistry(trx)),
    events: await loadEvents(trx, kept),
    ...(await readFreshness(trx, now())),
  }
  return withSameParts(record, kept)
}

/** The whole record as it stands now, from one moment. With an `earlier` one only the events after it are read. */
export async function loadRecord(
  store: Store,
  earlier: RecordSnapshot | null = null,
  now: () => number = Date.now,
): Promise<RecordSnapshot> {
  return store.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute((trx) => loadWithin(trx, earlier, now))
}
