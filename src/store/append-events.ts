import { sql, type Transaction } from 'kysely'
import { InputError, type InputProblem } from '../law/input-error.ts'
import { chain, type Head } from '../record/chain.ts'
import { draftProblems } from '../record/draft-problems.ts'
import type { EventDraft, RecordEvent } from '../record/event.ts'
import { verifyChain } from '../record/verify.ts'
import { refuseBadCorrections } from './corrections-on-record.ts'
import { decideAlerts } from './decide-alerts.ts'
import { inOneTransaction } from './in-one-transaction.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'

/** Something that is written together with the events or not at all, in the order given. */
export type InTransaction = (trx: Transaction<Tables>, events: readonly RecordEvent[]) => Promise<void>

export type AppendOptions = {
  /** The true instant of writing, ISO 8601 in UTC with milliseconds; asked while the head is locked. */
  readonly recordedAt?: () => string
  readonly inTransaction?: readonly InTransaction[]
  /** Whether the events are history that is loaded: then nobody is told of them. */
  readonly isHistory?: boolean
}

/** How many events go to the database in one statement. */
const BATCH = 2_000

const UNIQUE_VIOLATION = '23505'

/** Each column of the table, with its type, in the order of the statement that inserts. */
const COLUMN_TYPES = {
  seq: 'bigint',
  id: 'text',
  treaty: 'text',
  participant: 'text',
  action: 'text',
  action_date: 'date',
  earliest: 'date',
  latest: 'date',
  effect_date: 'date',
  known_on: 'date',
  known_on_assumed: 'boolean',
  day_known: 'text',
  derivation: 'text',
  corrects: 'text',
  signatories: 'integer',
  parties: 'integer',
  source: 'text',
  document: 'text',
  note: 'text',
  recorded_by: 'text',
  recorded_at: 'timestamptz',
  prev_hash: 'text',
  hash: 'text',
} as const satisfies Record<keyof RecordEvent, string>

type Column = keyof typeof COLUMN_TYPES

function isColumn(name: string): name is Column {
  return name in COLUMN_TYPES
}

const COLUMNS: readonly Column[] = Object.keys(COLUMN_TYPES).filter(isColumn)

function now(): string {
  return new Date().toISOString()
}

/** A writer that says nothing for so long within its transaction has stalled: the server ends it, and nothing of it is
 *  kept. One whose machine has lost its power or its network would stop all others until the server notices, hours later. */
const STALLED_AFTER = '20s'

/** For who writes into an empty record what is read elsewhere meanwhile: there is nobody to stop, and a slow source is
 *  no stall. */
export const WAITS_FOR_A_SOURCE = '1h'

/** Locks the head, so that no other writer can append before this transaction ends. A limit of the server's, of a lease or
 *  of an earlier lock on how long a transaction may say nothing stays as it is; where there is none, this sets one. */
export async function lockHead(
  trx: Transaction<Tables>,
  stalledAfter: string = STALLED_AFTER,
): Promise<Head> {
  const limit = sql`current_setting('idle_in_transaction_session_timeout')`
  const limiting = sql`set_config('idle_in_transaction_session_timeout',
    case ${limit} when '0' then ${stalledAfter} else ${limit} end, true)`
  const { seq, hash } = await trx
    .selectFrom('record_head')
    .select(['seq', 'hash', limiting.as('limit')])
    .forUpdate()
    .executeTakeFirstOrThrow()
  return { seq, hash }
}

type Referred = {
  readonly field: 'treaty' | 'participant' | 'source' | 'document'
  readonly missing: Set<string>
}

async function unknownNames(
  trx: Transaction<Tables>,
  drafts: readonly EventDraft[],
): Promise<readonly Referred[]> {
  const named = (field: Referred['field']): string[] => [
    ...new Set(drafts.map((draft) => draft[field]).filter((name) => name !== null)),
  ]
  const missing = async (field: Referred['field'], table: string, column: string): Promise<Referred> => {
    const found = await sql<{ name: string }>`
      select asked.name from unnest(${named(field)}::text[]) as asked (name)
      where not exists (
        select from ${sql.table(table)} as known where known.${sql.ref(column)} = asked.name)`.execute(trx)
    return { field, missing: new Set(found.rows.map(({ name }) => name)) }
  }
  return [
    await missing('treaty', 'treaties', 'number'),
    await missing('participant', 'participants', 'code'),
    await missing('source', 'sources', 'id'),
    await missing('document', 'documents', 'sha256'),
  ]
}

function withId(draft: EventDraft, problem: InputProblem): InputProblem {
  return { ...problem, field: `${draft.id} ${problem.field}` }
}

async function refuseBadDrafts(trx: Transaction<Tables>, drafts: readonly EventDraft[]): Promise<void> {
  const problems = drafts.flatMap((draft) => draftProblems(draft).map((problem) => withId(draft, problem)))
  if (problems.length > 0) throw new InputError(problems)
  const unknown = await unknownNames(trx, drafts)
  const found = drafts.flatMap((draft) =>
    unknown.flatMap(({ field, missing }) => {
      const value = draft[field]
      if (value === null || !missing.has(value)) return []
      return [withId(draft, { field, value, accepted: `a ${field} on record` })]
    }),
  )
  if (found.length > 0) throw new InputError(found)
}

async function insert(trx: Transaction<Tables>, events: readonly RecordEvent[]): Promise<void> {
  const columns = COLUMNS.map((column) => {
    const values = events.map((event) => event[column])
    return sql`${values}::${sql.raw(COLUMN_TYPES[column])}[]`
  })
  await sql`insert into events (${sql.join(COLUMNS.map((column) => sql.ref(column)))})
    select * from unnest(${sql.join(columns)})`.execute(trx)
}

/** Appends within a transaction that another write opened, and decides in it who is told. Throws InputError as
 *  `appendEvents` does. */
export async function appendInTransaction(
  trx: Transaction<Tables>,
  drafts: readonly EventDraft[],
  options: AppendOptions = {},
): Promise<readonly RecordEvent[]> {
  let head = await lockHead(trx)
  const recordedAt = (options.recordedAt ?? now)()
  const events: RecordEvent[] = []
  for (let from = 0; from < drafts.length; from += BATCH) {
    const batch = drafts.slice(from, from + BATCH)
    await refuseBadDrafts(trx, batch)
    await refuseBadCorrections(trx, batch)
    const chained = chain(batch, { head, recordedAt })
    await insert(trx, chained)
    head = chained.at(-1) ?? head
    events.push(...chained)
  }
  for (const write of options.inTransaction ?? []) await write(trx, events)
  if (options.isHistory !== true) await decideAlerts(trx, events, recordedAt)
  return events
}

/** Writes events that have their places already, as an export or a backup holds them; nobody is told. Throws InputError at the first
 *  that does not follow the head, or whose hash is not its own. */
export async function restoreInTransaction(
  trx: Transaction<Tables>,
  events: readonly RecordEvent[],
): Promise<void> {
  const found = verifyChain(events, null, await lockHead(trx, WAITS_FOR_A_SOURCE))
  if (!found.intact) {
    const accepted = `${found.fault} ${found.expected}`
    throw new InputError([{ field: `event ${found.seq}`, value: `${found.fault} ${found.found}`, accepted }])
  }
  for (let from = 0; from < events.length; from += BATCH) await insert(trx, events.slice(from, from + BATCH))
}

function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION
}

function takenIds(drafts: readonly EventDraft[], recorded: readonly RecordEvent[]): InputProblem[] {
  const ids = drafts.map(({ id }) => id)
  const doubled = ids.filter((id, index) => ids.indexOf(id) !== index)
  return [...recorded.map(({ id }) => id), ...doubled].map((id) => ({
    field: 'id',
    value: id,
    accepted: 'an id that no other event bears',
  }))
}

/** The events that these very drafts became, when they were written before; null when any was not, or says otherwise.
 *  So a writer whose connection broke before it heard of the commit may simply try again. */
function writtenBefore(
  drafts: readonly EventDraft[],
  recorded: readonly RecordEvent[],
): readonly RecordEvent[] | null {
  const same = recorded.filter((event, place) => {
    const draft = drafts[place]
    return draft !== undefined && draftFields(draft).every((field) => draft[field] === event[field])
  })
  return same.length === drafts.length && same.length === recorded.length ? same : null
}

function draftFields(draft: EventDraft): (keyof EventDraft)[] {
  return Object.keys(draft).filter((name): name is keyof EventDraft => name in COLUMN_TYPES)
}

/** Writes events at the end of the record, all of them or none, in one transaction with everything in
 *  `inTransaction`, and returns them with their places. Where just these events were written before, they are returned
 *  and nothing is written. Throws InputError, and writes nothing, when a draft is wrong in itself, names a treaty,
 *  participant, source or document that is not on record, bears an id that is taken, or breaks a rule of
 *  corrections. */
export async function appendEvents(
  store: Store,
  drafts: readonly EventDraft[],
  options: AppendOptions = {},
): Promise<readonly RecordEvent[]> {
  try {
    return await inOneTransaction(store.db, (trx) => appendInTransaction(trx, drafts, options))
  } catch (error) {
    if (!(error instanceof InputError) && !isUniqueViolation(error)) throw error
    const ids = drafts.map(({ id }) => id)
    const recorded = await store.db
      .selectFrom('events')
      .selectAll()
      .where('id', '=', sql<string>`any(${ids}::text[])`)
      .orderBy('seq')
      .execute()
    const before = writtenBefore(drafts, recorded)
    if (before !== null) return before
    throw error instanceof InputError ? error : new InputError(takenIds(drafts, recorded))
  }
}
