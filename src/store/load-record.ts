import { type Kysely, sql, type Transaction } from 'kysely'
import type { Membership } from '../law/act.ts'
import { parseRules } from '../law/rule.ts'
import { HASHED_FIELDS } from '../record/canonical-form.ts'
import type { Head } from '../record/chain.ts'
import { engineMemberships } from '../record/engine-groups.ts'
import type { RecordEvent } from '../record/event.ts'
import type { RecordSnapshot } from '../record/snapshot.ts'
import { readFreshness } from './freshness.ts'
import { readDeclarations, readKnownGaps } from './read-notes.ts'
import { rowsAtOnce } from './rows-at-once.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'

/** How many events are read at a time. */
export const EVENTS_A_PAGE = 20_000
const EVENT_COLUMNS = [...HASHED_FIELDS, 'hash'] as const satisfies readonly (keyof RecordEvent)[]

/** The last event of the record: one small row, to be asked as often as one likes. */
export async function readHead(store: Store): Promise<Head> {
  return store.db.selectFrom('record_head').select(['seq', 'hash']).executeTakeFirstOrThrow()
}

const COLUMN_TEXTS = EVENT_COLUMNS.map((column) =>
  column === 'recorded_at'
    ? sql`to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
    : sql.ref(column),
)

/** An event from the values of its columns. */
function eventOf(values: readonly unknown[]): RecordEvent {
  const event: Record<string, unknown> = {}
  for (let column = 0; column < EVENT_COLUMNS.length; column++) {
    event[EVENT_COLUMNS[column] as string] = values[column]
  }
  return event as RecordEvent
}

/** The first page of the events after `seq`, as `rowsAtOnce` reads others; these have an instant, and names of columns
 *  would be two thirds of what is read. */
export async function eventPage(db: Kysely<Tables>, seq: number): Promise<readonly RecordEvent[]> {
  const { rows } = await sql<{ page: string }>`
    select coalesce(json_agg(json_build_array(${sql.join(COLUMN_TEXTS)}) order by seq), '[]')::text as page
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

/** Rules are read anew each time, so that what a newer version adds to them is filled in. */
async function loadTreaties(trx: Transaction<Tables>): Promise<RecordSnapshot['treaties']> {
  const rows = await trx
    .selectFrom('treaties')
    .innerJoin('packs', 'packs.id', 'treaties.pack')
    .selectAll('treaties')
    .orderBy('packs.position')
    .orderBy('packs.id')
    .orderBy('treaties.position')
    .execute()
  const written = rows.flatMap((row) => (Array.isArray(row.rules) ? row.rules : []))
  const rules = parseRules(written, { file: 'table treaties' })
  return rows.map((row) => ({ ...row, rules: rules.filter(({ treaty }) => treaty === row.number) }))
}

async function loadParticipants(trx: Transaction<Tables>) {
  const rows = await rowsAtOnce(trx, trx.selectFrom('participants').selectAll().orderBy('code'))
  return rows.map(({ pack: _pack, ...participant }) => participant)
}

async function loadMemberships(trx: Transaction<Tables>): Promise<Membership[]> {
  const query = trx
    .selectFrom('memberships')
    .select(['group_id as group', 'participant', 'first_day as from', 'last_day as to'])
    .distinct()
    .orderBy('group_id')
    .orderBy('participant')
    .orderBy('first_day', (order) => order.asc().nullsFirst())
  return rowsAtOnce(trx, query)
}

async function loadNames(trx: Transaction<Tables>): Promise<RecordSnapshot['names']> {
  const query = trx
    .selectFrom('participant_names')
    .select(['participant', 'name', 'first_day as from', 'last_day as to'])
    .distinct()
    .orderBy('participant')
    .orderBy('first_day', (order) => order.asc().nullsFirst())
  return rowsAtOnce(trx, query)
}

const REGISTRY = [
  'treaties',
  'participants',
  'names',
  'groups',
  'memberships',
  'sources',
  'gaps',
  'declarations',
] as const

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
  const participants = await loadParticipants(trx)
  const organizations = participants.filter(({ kind }) => kind === 'organization')
  const memberships = await loadMemberships(trx)
  const record = {
    head,
    treaties: await loadTreaties(trx),
    participants: participants.map(({ members: _members, ...participant }) => participant),
    names: await loadNames(trx),
    groups: await trx.selectFrom('groups').select(['id', 'title']).orderBy('position').execute(),
    memberships: [...memberships, ...engineMemberships(organizations, memberships)],
    sources: await trx
      .selectFrom('sources')
      .select(['id', 'title', 'publisher', 'address', 'as_at', 'how_read'])
      .orderBy('id')
      .execute(),
    events: await loadEvents(trx, kept),
    gaps: await readKnownGaps(trx),
    declarations: await readDeclarations(trx),
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
