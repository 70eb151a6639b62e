import { type Kysely, sql, type Transaction } from 'kysely'
import type { RecordDifference } from '../depositary/record-difference.ts'
import type { PlainDate } from '../law/plain-date.ts'
import type { EventDraft } from '../record/event.ts'
import type { Tables } from './tables.ts'

/** A difference that was found in a document, as it is kept. */
export type KeptDifference = Pick<
  Tables['differences'],
  'page' | 'document' | 'source' | 'read_on' | 'found_at' | 'seen_at' | 'state' | 'lapsed_at'
> & {
  readonly id: number
  readonly difference: RecordDifference
  /** Set once it is decided. */
  readonly decision: KeptDecision | null
}

export type KeptDecision = Omit<Tables['decisions'], 'id'> & { readonly id: number }

/** The reading in which differences were found. */
export type FoundIn = {
  readonly page: string
  /** SHA-256 of its bytes. */
  readonly document: string
  readonly source: string
  readonly readOn: PlainDate
  /** ISO 8601 in UTC. */
  readonly at: string
}

/** A decision that holds now, and the reading it was made about. */
export type Settlement = Pick<FoundIn, 'page' | 'document' | 'readOn'> & {
  readonly kind: 'accept' | 'reject' | 'correct'
}

/** What decisions have settled, by the key of the difference. */
export type Settled = ReadonlyMap<string, Settlement>

/** The decisions about differences under a treaty that hold now. */
export async function settledUnder(db: Kysely<Tables>, treaty: string): Promise<Settled> {
  const found = await db
    .selectFrom('differences')
    .innerJoin('decisions', 'decisions.id', 'differences.decision')
    .select(['differences.key', 'page', 'document', 'read_on as readOn', 'decisions.decision as kind'])
    .where('differences.treaty', '=', treaty)
    .where('differences.state', '=', 'decided')
    .where('differences.lapsed_at', 'is', null)
    .orderBy('differences.id')
    .execute()
  return new Map(found.map(({ key, ...settlement }) => [key, settlement]))
}

function columns(difference: RecordDifference, { page, document, source, readOn, at }: FoundIn) {
  const { key, treaty, participant } = difference
  return {
    ...{ key, page, treaty, participant, class: difference.class, document, source, read_on: readOn },
    ...{ difference: JSON.stringify(difference), found_at: at, seen_at: at },
  }
}

/** Keeps differences for a person. One that waits already goes on waiting, as this reading gives it. */
export async function keepWaiting(
  trx: Transaction<Tables>,
  differences: readonly RecordDifference[],
  found: FoundIn,
): Promise<void> {
  for (const difference of differences) {
    const row = columns(difference, found)
    const { found_at: _first, key: _key, ...newest } = row
    await trx
      .insertInto('differences')
      .values({ ...row, state: 'waiting', decision: null, lapsed_at: null })
      .onConflict((conflict) => conflict.column('key').where('state', '=', 'waiting').doUpdateSet(newest))
      .execute()
  }
}

/** Keeps differences whose events the policy has let through, each with the decision. */
export async function keepDecided(
  trx: Transaction<Tables>,
  differences: readonly RecordDifference[],
  { found, decision }: { readonly found: FoundIn; readonly decision: number },
): Promise<void> {
  for (const difference of differences) {
    await trx
      .insertInto('differences')
      .values({ ...columns(difference, found), state: 'decided', decision, lapsed_at: null })
      .execute()
  }
}

type Keyed = readonly Pick<RecordDifference, 'key'>[]

/** Closes what a page no longer says: what waited is gone, and a decision about what is not `settled` holds no longer,
 *  so that the same words wait anew, now or when they come back. */
export async function closeUnseen(
  trx: Transaction<Tables>,
  { page, at }: Pick<FoundIn, 'page' | 'at'>,
  { waiting, settled }: { readonly waiting: Keyed; readonly settled: Keyed },
): Promise<void> {
  const notAmong = (seen: Keyed) => sql<boolean>`key <> all(${seen.map(({ key }) => key)}::text[])`
  await trx
    .updateTable('differences')
    .set({ state: 'gone' })
    .where('page', '=', page)
    .where('state', '=', 'waiting')
    .where(notAmong(waiting))
    .execute()
  await trx
    .updateTable('differences')
    .set({ lapsed_at: at })
    .where('page', '=', page)
    .where('state', '=', 'decided')
    .where('lapsed_at', 'is', null)
    .where(notAmong(settled))
    .execute()
}

/** Closes what waited about acts that are on record now, whichever page had said so. */
export async function closeRecorded(
  trx: Transaction<Tables>,
  events: readonly Pick<EventDraft, 'treaty' | 'participant' | 'action' | 'action_date'>[],
): Promise<void> {
  for (const { treaty, participant, action, action_date } of events) {
    await trx
      .updateTable('differences')
      .set({ state: 'gone' })
      .where('state', '=', 'waiting')
      .where('treaty', '=', treaty)
      .where('participant', '=', participant)
      .where(sql<boolean>`difference->'claim'->>'action' = ${action}`)
      .where(sql<boolean>`difference->'claim'->>'action_date' = ${action_date}`)
      .execute()
  }
}

export type WantedDifferences = {
  readonly states: readonly KeptDifference['state'][]
  /** Only these. */
  readonly ids?: readonly number[]
  /** Only those of this page. */
  readonly page?: string
  /** Only those of these participants under this treaty. */
  readonly of?: { readonly treaty: string; readonly participants: readonly string[] }
  /** Only those whose decision holds still; what waits among them. */
  readonly standing?: boolean
  /** Only those with a greater number. */
  readonly after?: number
  /** At most so many; all of them when left out. */
  readonly limit?: number
}

/** Differences as they are kept, the oldest first. */
export async function keptDifferences(
  db: Kysely<Tables>,
  { states, ids, page, of, standing = false, after, limit }: WantedDifferences,
): Promise<KeptDifference[]> {
  let asked = db
    .selectFrom('differences')
    .select(['id', 'page', 'document', 'source', 'read_on', 'difference', 'found_at', 'seen_at'])
    .select(['state', 'decision', 'lapsed_at'])
    .where('state', '=', sql<KeptDifference['state']>`any(${[...states]}::text[])`)
    .orderBy('id')
  if (limit !== undefined) asked = asked.limit(limit)
  if (after !== undefined) asked = asked.where('id', '>', after)
  if (standing) asked = asked.where('lapsed_at', 'is', null)
  if (ids !== undefined) asked = asked.where('id', '=', sql<number>`any(${[...ids]}::bigint[])`)
  if (page !== undefined) asked = asked.where('page', '=', page)
  if (of !== undefined) {
    const participants = sql<string>`any(${[...new Set(of.participants)]}::text[])`
    asked = asked.where('treaty', '=', of.treaty).where('participant', '=', participants)
  }
  const rows = await asked.execute()
  const named = rows.flatMap(({ decision }) => decision ?? [])
  const decisions = await db
    .selectFrom('decisions')
    .selectAll()
    .where('id', '=', sql<number>`any(${named}::bigint[])`)
    .execute()
  const byId = new Map(decisions.map((decision) => [decision.id, decision]))
  return rows.map(({ decision, ...row }) => ({
    ...row,
    decision: decision === null ? null : (byId.get(decision) ?? null),
  }))
}
