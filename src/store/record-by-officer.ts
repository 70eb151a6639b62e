import type { Consequence } from '../answers/consequences.ts'
import { findParticipant, findTreaty } from '../answers/look-up.ts'
import { previewEvents } from '../answers/preview-events.ts'
import { viewRecord } from '../answers/record-view.ts'
import type { Action } from '../law/act.ts'
import { dayOfMoment, type PlainDate } from '../law/plain-date.ts'
import { checkEntry } from '../pack/check-entry.ts'
import { type CorrectionGiven, draftCorrection } from '../pack/draft-correction.ts'
import type { EventDraft, RecordEvent } from '../record/event.ts'
import { freeEventName } from '../record/event-id.ts'
import type { Actor } from '../record/officer.ts'
import { sha256Hex } from '../record/sha256.ts'
import type { RecordSnapshot } from '../record/snapshot.ts'
import { appendInTransaction } from './append-events.ts'
import { auditWithEvents } from './audit-trail.ts'
import { keepDocument } from './documents.ts'
import { loadRecord } from './load-record.ts'
import type { Store } from './store.ts'
import { writeAsRead } from './write-as-read.ts'

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

/** A correction or retraction as an officer gives it by hand. */
export type CorrectionByHand = Pick<CorrectionGiven, 'event' | 'day' | 'effectDate' | 'source' | 'note'>

type Written = { readonly officer: Actor; readonly today: PlainDate }

/** Something that an officer writes by hand. */
export type Entry = {
  /** The event that it becomes. Throws InputError where a name in it is not on record. */
  readonly draft: (record: RecordSnapshot, written: Written) => EventDraft
  /** The exact bytes of the page or notice that says so; null where none is given. */
  readonly evidence: Uint8Array | null
}

/** What an entry would write and change in law, and the record it was held against. */
export type PreparedEntry = {
  readonly draft: EventDraft
  /** What a lawyer should look at, in words. */
  readonly notices: readonly string[]
  readonly consequences: readonly Consequence[]
  readonly record: RecordSnapshot
}

/** An entry that was written, and the event it became. */
export type WrittenEntry = PreparedEntry & { readonly event: RecordEvent }

type Options = { readonly officer: Actor; readonly now: () => number }

/** One act. */
export function actByHand(act: ActByHand): Entry {
  return {
    evidence: null,
    draft: (record, { officer, today }) => {
      const view = viewRecord(record)
      const named = {
        treaty: findTreaty(view, { field: 'treaty', value: act.treaty }).number,
        participant: findParticipant(view, { field: 'participant', value: act.participant }).code,
        action: act.action,
        action_date: act.date,
      }
      return {
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
    },
  }
}

/** A correction of the day of an event, or its retraction: the same event as `palermo correct` writes. */
export function correctionByHand(given: CorrectionByHand): Entry {
  return {
    evidence: null,
    draft: (record, { officer, today }) =>
      draftCorrection(record, { ...given, knownOn: today, by: officer.name }),
  }
}

/** Holds what is given by hand against the record and the law, and says what it would change. Nothing is written.
 *  Throws InputError where it cannot be taken. */
export async function prepareEntry(
  store: Store,
  entry: Entry,
  { officer, now }: Options,
): Promise<PreparedEntry> {
  const record = await loadRecord(store)
  const today = dayOfMoment(now())
  const document = entry.evidence === null ? null : sha256Hex(entry.evidence)
  const draft = { ...entry.draft(record, { officer, today }), document }
  const found = checkEntry(draft, record, today).map(({ message }) => message)
  const { consequences, warnings } = previewEvents(record, [draft], today)
  return { draft, notices: [...found, ...warnings], consequences, record }
}

/** What the audit trail calls the writing of such an event. */
function actOf({ corrects, action }: EventDraft): string {
  if (corrects === null) return 'event.record'
  return action === 'retraction' ? 'event.retract' : 'event.correct'
}

/** Writes the event, its evidence and the line of the audit trail in one transaction, held against the record as it is
 *  then: whoever else writes meanwhile. Throws InputError where it cannot be taken, and RecordMoved; then nothing is
 *  written. */
export async function recordEntry(store: Store, entry: Entry, options: Options): Promise<WrittenEntry> {
  return writeAsRead(store.db, {
    prepare: () => prepareEntry(store, entry, options),
    write: async (trx, prepared) => {
      const { draft } = prepared
      const at = new Date(options.now()).toISOString()
      if (entry.evidence !== null) await keepDocument(trx, entry.evidence, () => at)
      const audit = auditWithEvents({
        officer: options.officer,
        act: actOf(draft),
        subject: draft.corrects ?? draft.id,
      })
      const written = await appendInTransaction(trx, [draft], {
        recordedAt: () => at,
        inTransaction: [audit],
      })
      const [event] = written
      if (event === undefined) throw new Error('no event was written')
      return { ...prepared, event }
    },
  })
}
