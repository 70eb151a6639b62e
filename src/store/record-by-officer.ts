import type { Consequence } from '../answers/consequences.ts'
import { findParticipant, findTreaty } from '../answers/look-up.ts'
import { previewEvents } from '../answers/preview-events.ts'
import { viewRecord } from '../answers/record-view.ts'
import type { Action } from '../law/act.ts'
import { dayOfMoment, type PlainDate } from '../law/plain-date.ts'
import { checkEntry } from '../pack/check-entry.ts'
import type { EventDraft, RecordEvent } from '../record/event.ts'
import { freeEventName } from '../record/event-id.ts'
import type { Actor } from '../record/officer.ts'
import type { RecordSnapshot } from '../record/snapshot.ts'
import { appendInTransaction, lockHead } from './append-events.ts'
import { writeAudit } from './audit-trail.ts'
import { loadRecord } from './load-record.ts'
import type { Store } from './store.ts'

/** An act as an officer gives it by hand. */
export type ActByHand = {
  /** Slug or number. */
  readonly treaty: string
  readonly participant: string
  readonly action: Action
  readonly date: PlainDate
  readonly effectDate: PlainDate | null
  readonly source: string
  readonly note: string | null
}

/** What the act would write and change in law, and the record it was held against. */
export type PreparedAct = {
  readonly draft: EventDraft
  /** What a lawyer should look at, in words. */
  readonly notices: readonly string[]
  readonly consequences: readonly Consequence[]
  readonly record: RecordSnapshot
}

type Options = { readonly officer: Actor; readonly now: () => number }

/** The record has grown since it was loaded: the act is prepared anew. */
class RecordMoved extends Error {}

const MOST_ATTEMPTS = 5

/** Holds an act given by hand against the record and the law, and says what it would change. Nothing is written.
 *  Throws InputError where it cannot be taken. */
export async function prepareAct(
  store: Store,
  act: ActByHand,
  { officer, now }: Options,
): Promise<PreparedAct> {
  const record = await loadRecord(store)
  const view = viewRecord(record)
  const today = dayOfMoment(now())
  const named = {
    treaty: findTreaty(view, { field: 'treaty', value: act.treaty }).number,
    participant: findParticipant(view, { field: 'participant', value: act.participant }).code,
    action: act.action,
    action_date: act.date,
  }
  const draft: EventDraft = {
    ...named,
    id: freeEventName(named, (name) => view.eventById(name) !== undefined),
    earliest: null,
    latest: null,
    effect_date: act.effectDate,
    known_on: today,
    known_on_assumed: false,
    day_known: 'read',
    derivation: null,
    corrects: null,
    signatories: null,
    parties: null,
    source: act.source,
    document: null,
    note: act.note,
    recorded_by: officer.name,
  }
  const notices = checkEntry(draft, record, today).map(({ message }) => message)
  return { draft, notices, consequences: previewEvents(record, [draft], today), record }
}

/** Writes the act and the line of the audit trail in one transaction. Throws InputError where it cannot be taken; then
 *  nothing is written. */
export async function recordAct(store: Store, act: ActByHand, options: Options): Promise<RecordEvent> {
  for (let attempt = 1; ; attempt += 1) {
    const { draft, record } = await prepareAct(store, act, options)
    try {
      return await store.db.transaction().execute(async (trx) => {
        const head = await lockHead(trx)
        if (head.seq !== record.head.seq || head.hash !== record.head.hash) throw new RecordMoved()
        const at = new Date(options.now()).toISOString()
        const [event] = await appendInTransaction(trx, [draft], { recordedAt: () => at })
        if (event === undefined) throw new Error('no event was written')
        await writeAudit(trx, { officer: options.officer, act: 'event.record', subject: event.id })
        return event
      })
    } catch (error) {
      if (!(error instanceof RecordMoved) || attempt === MOST_ATTEMPTS) throw error
    }
  }
}
