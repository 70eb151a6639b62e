import { sql, type Transaction } from 'kysely'
import { type OfficersAct, proposeOfficersAct } from '../depositary/propose-events.ts'
import { isOfDocument } from '../depositary/record-difference.ts'
import type { Action } from '../law/act.ts'
import { InputError, type InputProblem } from '../law/input-error.ts'
import { dayOfMoment, type PlainDate } from '../law/plain-date.ts'
import type { EventDraft } from '../record/event.ts'
import type { Actor } from '../record/officer.ts'
import type { RecordSnapshot } from '../record/snapshot.ts'
import { appendInTransaction, type InTransaction } from './append-events.ts'
import { writeAudit } from './audit-trail.ts'
import { checkDrafts } from './check-drafts.ts'
import { type DecisionKind, recordDecision } from './decisions.ts'
import { closeRecorded, type KeptDifference, keptDifferences } from './differences.ts'
import { loadRecord } from './load-record.ts'
import { rememberPage } from './page-states.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'
import { writeAsRead } from './write-as-read.ts'

/** What an officer has found, where a difference is not decided by what the page prints. */
export type Correction = {
  readonly action: Action
  readonly date: PlainDate
  readonly effectDate: PlainDate | null
  /** Whose act it is; the participant of the difference when left out. */
  readonly participant?: string
  /** True for an act beside the one on record, which stands. */
  readonly beside: boolean
}

/** What an officer decides about differences that wait. */
export type OfficersDecision = {
  readonly ids: readonly number[]
  readonly kind: DecisionKind
  /** Why, in the officer's words. */
  readonly reason: string
  /** Only with `correct`, which decides one difference. */
  readonly correction?: Correction
}

export type DecideOptions = {
  readonly officer: Actor
  /** The instant of writing in milliseconds since 1970, asked while the head is locked. */
  readonly now: () => number
  readonly inTransaction?: readonly InTransaction[]
}

/** A decision as it would be written on this record. */
export type PreparedDecision = {
  readonly differences: readonly KeptDifference[]
  readonly drafts: readonly EventDraft[]
  readonly record: RecordSnapshot
}

/** A decision on record. `events` are those written with it. */
export type Decided = {
  readonly id: number
  readonly differences: readonly number[]
  readonly events: readonly string[]
}

function refuse(field: string, value: string | null, accepted: string): never {
  throw new InputError([{ field, value, accepted }])
}

function correctedDrafts(one: KeptDifference, { correction }: OfficersDecision, by: string): EventDraft[] {
  if (correction === undefined) return refuse('correction', null, 'the act that an officer has found')
  const { treaty, recorded, participant: whose } = one.difference
  const participant = correction.participant ?? whose
  if (participant === null) return refuse('participant', null, 'the code of the participant whose act it is')
  const { action, date, effectDate, beside } = correction
  const act: OfficersAct = { participant, action, action_date: date, effect_date: effectDate, beside }
  const document = { treaty, readOn: one.read_on, source: one.source, sha256: one.document }
  return proposeOfficersAct(document, { recordedBy: by, isTaken: () => false }, { act, recorded })
}

function acceptedDrafts(one: KeptDifference): readonly EventDraft[] {
  const { difference } = one
  if (difference.drafts.length > 0 || isOfDocument(difference)) return difference.drafts
  const accepted = `a difference that says by itself what to write; "${difference.class}" does not: correct or reject it`
  return refuse('differences', String(one.id), accepted)
}

function draftsOf(
  decision: OfficersDecision,
  differences: readonly KeptDifference[],
  by: string,
): EventDraft[] {
  if (decision.kind === 'reject') return []
  if (decision.kind === 'accept') return differences.flatMap(acceptedDrafts)
  const [one, ...others] = differences
  if (one === undefined || others.length > 0) {
    return refuse('differences', decision.ids.join(', '), 'one difference at a time to correct')
  }
  return correctedDrafts(one, decision, by)
}

async function wanted(store: Store, ids: readonly number[]): Promise<KeptDifference[]> {
  const found = await keptDifferences(store.db, { states: ['waiting'], ids })
  const problems = [...new Set(ids)].flatMap((id): InputProblem[] =>
    found.some((one) => one.id === id)
      ? []
      : [{ field: 'differences', value: String(id), accepted: 'the number of a difference that waits' }],
  )
  if (ids.length === 0) return refuse('differences', null, 'the number of a difference that waits')
  if (problems.length > 0) throw new InputError(problems)
  return found
}

/** What a decision would write, held against the record and the law. Nothing is written. Throws InputError where it
 *  cannot be decided so. */
export async function prepareDecision(
  store: Store,
  decision: OfficersDecision,
  { officer, now }: DecideOptions,
): Promise<PreparedDecision> {
  if (decision.reason.trim() === '') refuse('reason', decision.reason, 'why it is decided so, in words')
  const differences = await wanted(store, decision.ids)
  const record = await loadRecord(store)
  const drafts = draftsOf(decision, differences, officer.name)
  const today = dayOfMoment(now())
  const checked = checkDrafts(drafts, record, { by: officer.name, today })
  return { differences, record, drafts: checked.drafts }
}

async function settle(
  trx: Transaction<Tables>,
  { ids, kind }: OfficersDecision,
  { decision, differences }: { readonly decision: number; readonly differences: readonly KeptDifference[] },
): Promise<void> {
  const settled = await trx
    .updateTable('differences')
    .set({ state: 'decided', decision })
    .where('id', '=', sql<number>`any(${[...ids]}::bigint[])`)
    .where('state', '=', 'waiting')
    .returning('id')
    .execute()
  if (settled.length !== new Set(ids).size) {
    refuse('differences', ids.join(', '), 'differences that wait; another officer was faster')
  }
  if (kind === 'reject') return
  for (const one of differences.filter(({ difference }) => isOfDocument(difference))) {
    await rememberPage(trx, one.page, { accepted: one.document, accepted_on: one.read_on })
  }
}

async function write(
  trx: Transaction<Tables>,
  { differences, drafts }: PreparedDecision,
  { decision, options }: { readonly decision: OfficersDecision; readonly options: DecideOptions },
): Promise<Decided> {
  const at = new Date(options.now()).toISOString()
  const { officer, inTransaction = [] } = options
  const { kind, reason, ids } = decision
  const written = await appendInTransaction(trx, drafts, { recordedAt: () => at, inTransaction })
  const events = written.map(({ id }) => id)
  const id = await recordDecision(trx, { kind, by: officer.name, at, reason, events })
  await settle(trx, decision, { decision: id, differences })
  await closeRecorded(trx, written)
  const details = { decision: id, reason, events, words: differences.map(({ difference }) => difference.key) }
  await writeAudit(trx, { officer, act: `difference.${kind}`, subject: ids.join(','), details })
  return { id, differences: differences.map((one) => one.id), events }
}

/** The decision that these differences have already, where it says the same: a caller whose connection broke before it
 *  heard of the commit may simply try again. */
async function decidedBefore(
  store: Store,
  { ids, kind, reason }: OfficersDecision,
  officer: Actor,
): Promise<Decided | null> {
  const found = await keptDifferences(store.db, { states: ['decided'], ids })
  const [first] = found
  const one = first === undefined ? null : first.decision
  if (one === null || found.length !== new Set(ids).size) return null
  const same = found.every(({ decision }) => decision?.id === one.id)
  if (!same || one.decision !== kind || one.reason !== reason || one.decided_by !== officer.name) return null
  return { id: one.id, differences: found.map(({ id }) => id), events: one.events }
}

/** Decides about differences that wait: the events of the decision, the decision itself and the line of the audit trail
 *  are written in one transaction, or nothing is. A rejected difference does not come back before the page says
 *  something else. Throws InputError where a difference does not wait, where it cannot be accepted as it is, or where the
 *  record or the law refuses what would be written, and RecordMoved. */
export async function decideDifferences(
  store: Store,
  decision: OfficersDecision,
  options: DecideOptions,
): Promise<Decided> {
  const before = await decidedBefore(store, decision, options.officer)
  if (before !== null) return before
  return writeAsRead(store.db, {
    prepare: () => prepareDecision(store, decision, options),
    write: (trx, prepared) => write(trx, prepared, { decision, options }),
  })
}
