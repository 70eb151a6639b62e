import * as z from 'zod'
import type { Action } from '../law/act.ts'
import { REASONS } from '../law/evaluation.ts'
import { isBound } from '../law/participant-status.ts'
import { type Clocks, laterOf, type PlainDate } from '../law/plain-date.ts'
import type { RecordEvent } from '../record/event.ts'
import type { Treaty } from '../record/snapshot.ts'
import { consequencesOf } from './consequences.ts'
import { refuseEarlyOrganizations } from './early-organizations.ts'
import { eventsHeard } from './grounds.ts'
import { named } from './names.ts'
import type { CountedRow, PositionRow } from './position-row.ts'
import { REASON_WORDS } from './reason-words.ts'
import { type RecordView, viewRecord } from './record-view.ts'
import type { Fixed } from './resource.ts'
import { action, day, named as namedFields, slug, treatyNumber } from './shapes.ts'
import type { AddedDeposit } from './what-if-parameter.ts'

/** Why a deposit does not count: as in the ledger, or because there is an earlier one, or the law passes over it. */
const NOT_COUNTED = [...REASONS, 'deposited_already', 'passed_over'] as const

const addedDeposit = z
  .object({
    ...namedFields,
    action,
    action_date: day,
    counts: z.boolean().describe('Whether it counts toward entry into force.'),
    not_counted: z
      .string()
      .nullable()
      .describe('Why it does not count toward entry into force; null where it does.'),
    not_counted_reason: z
      .enum(NOT_COUNTED)
      .nullable()
      .describe('The same in one word, for programs and other languages.'),
    joins: z.boolean().describe('Whether the participant is bound or about to be because of it.'),
    nothing_changed: z.string().nullable().describe('Why the deposit changes no count; null where it does.'),
  })
  .meta({ id: 'AddedDeposit', description: 'One deposit that is taken to be made, and what it does.' })

/** What deposits that were not made would do. */
export const whatIf = z
  .object({
    until: day.describe('The day on which the law was asked: as_of, or the last of the deposits.'),
    added: z.array(addedDeposit),
    changes: z
      .array(
        z.object({
          treaty: treatyNumber,
          slug,
          what: z.string(),
          before: z.string().nullable(),
          after: z.string().nullable(),
        }),
      )
      .describe('Everything in law that differs on that day with the deposits and without them.'),
    nothing_changed: z.string().nullable().describe('Why nothing changes in law; null where something does.'),
  })
  .meta({ id: 'WhatIf', description: 'Hypothetical deposits, put through the same law as real ones.' })

export type WhatIf = Fixed<z.output<typeof whatIf>>

/** A record in which the deposits were made, as far as it is known at the clocks. */
export type Supposed = {
  readonly view: RecordView
  /** The record as it is, without them. */
  readonly without: RecordView
  /** The clocks at which the law has taken in every added deposit. */
  readonly clocks: Clocks
  readonly whatIf: WhatIf
  /** The last day of which it is known what happened, not after `as_of`. */
  readonly until: PlainDate
  /** Days after it of those that count toward the threshold. */
  readonly counting: readonly PlainDate[]
  /** States that join after that day, and when they deposit. */
  readonly joining: readonly AddedDeposit[]
}

type Given = {
  readonly treaty: Treaty
  readonly clocks: Clocks
  readonly added: readonly AddedDeposit[]
  /** The last day of which it is known what happened, not after `as_of`. */
  readonly until: PlainDate
}

type AddedEvent = RecordEvent & {
  readonly participant: string
  readonly action: Action
  readonly action_date: PlainDate
}

const SUPPOSED = 'what-if'

function actionFor(treaty: Treaty, row: PositionRow | undefined): Action {
  const signed = row !== undefined && (row.signature_date !== null || row.signature_earliest !== null)
  const usual = signed ? 'ratification' : 'accession'
  const counted = treaty.rules.flatMap((rule) => rule.counts)
  return counted.includes(usual) ? usual : (counted.find((one) => one !== 'succession') ?? usual)
}

function eventOf(
  { treaty, clocks }: Given,
  { participant, day: onDay }: AddedDeposit,
  at: { readonly action: Action; readonly seq: number },
): AddedEvent {
  return {
    id: `${SUPPOSED}.${treaty.number}.${participant}.${onDay}.${at.seq}`,
    treaty: treaty.number,
    participant,
    action: at.action,
    action_date: onDay,
    earliest: null,
    latest: null,
    effect_date: null,
    known_on: clocks.knownAt,
    known_on_assumed: true,
    day_known: 'read',
    derivation: null,
    corrects: null,
    signatories: null,
    parties: null,
    source: SUPPOSED,
    document: null,
    note: null,
    recorded_by: SUPPOSED,
    seq: at.seq,
    recorded_at: '',
    prev_hash: '',
    hash: '',
  }
}

type NotCounted = {
  readonly not_counted: string
  readonly not_counted_reason: (typeof NOT_COUNTED)[number]
}

function whyNotCounted(ledgerRow: CountedRow | undefined, before: PositionRow | undefined): NotCounted {
  if (before !== undefined && (isBound(before.status) || before.status === 'blocked_parent')) {
    const since = before.consent_date === null ? 'on a day that is not known' : `on ${before.consent_date}`
    return { not_counted: `it has deposited already, ${since}`, not_counted_reason: 'deposited_already' }
  }
  if (ledgerRow === undefined) {
    return { not_counted: 'the law takes no notice of it', not_counted_reason: 'passed_over' }
  }
  return { not_counted: REASON_WORDS[ledgerRow.reason], not_counted_reason: ledgerRow.reason }
}

/** What of the record bears on the clocks; what happened later does not. */
function asKnown(view: RecordView, clocks: Clocks): RecordView {
  return viewRecord({ ...view.record, events: eventsHeard(view.record.events, clocks) })
}

function changesBetween(
  views: { readonly before: RecordView; readonly after: RecordView },
  clocks: Clocks,
): WhatIf['changes'] {
  return consequencesOf(views, clocks).map(({ treaty, what, before, after }) => ({
    treaty,
    slug: views.after.treaties.find((one) => one.number === treaty)?.slug ?? treaty,
    what,
    before,
    after,
  }))
}

function reasonForAll(changes: WhatIf['changes'], added: WhatIf['added']): string | null {
  if (changes.length > 0) return null
  const reasons = added.map((one) => `${one.name}: ${one.nothing_changed ?? 'no number or day differs'}`)
  return reasons.join('; ')
}

type Rows = ReadonlyMap<string, PositionRow>

/** What one added deposit does, by the law without it and with all of them. */
function outcomeOf(
  { participant, action: kind, action_date }: AddedEvent,
  laws: { readonly before: Rows; readonly after: Rows; readonly ledger: readonly CountedRow[] },
): Omit<WhatIf['added'][number], 'name' | 'name_today'> {
  const earlier = laws.before.get(participant)
  const row = laws.after.get(participant)
  const boundBefore = earlier !== undefined && isBound(earlier.status)
  const ledgerRow = laws.ledger.find(
    (one) => one.participant === participant && one.action === kind && one.action_date === action_date,
  )
  const joins = !boundBefore && row !== undefined && isBound(row.status) && row.consent_date === action_date
  const counts = !boundBefore && ledgerRow?.counts === true
  const why = counts ? { not_counted: null, not_counted_reason: null } : whyNotCounted(ledgerRow, earlier)
  const nothing_changed = joins ? null : why.not_counted
  return { participant, action: kind, action_date, counts, ...why, joins, nothing_changed }
}

/** The events of the deposits, after the last of the record. */
function eventsFor(before: RecordView, given: Given, rows: Rows): AddedEvent[] {
  return given.added.map((one, place) =>
    eventOf(given, one, {
      action: actionFor(given.treaty, rows.get(one.participant)),
      seq: before.record.head.seq + place + 1,
    }),
  )
}

/** The record with the deposits in it, through the same law engine, and what they change. Throws InputError where the
 *  law would refuse one. */
export function suppose(view: RecordView, given: Given): Supposed {
  const { treaty, added } = given
  const { asOf, knownAt } = given.clocks
  // A deposit supposed on a day of which nobody here knows comes on its day, among others that may have come unheard.
  const later = (day: PlainDate) => day > given.until
  const before = asKnown(view, given.clocks)
  const clocks = { asOf: added.reduce((last, one) => laterOf(one.day, last), asOf), knownAt }
  const rowsBefore = before.lawOf(treaty).positionAt(clocks).rows
  const events = eventsFor(before, given, rowsBefore)
  const after = viewRecord({ ...before.record, events: [...before.record.events, ...events] }, before)
  const { rows, evaluation } = after.lawOf(treaty).positionAt(clocks)
  refuseEarlyOrganizations(after, given, rows)
  const laws = { before: rowsBefore, after: rows, ledger: evaluation.ledger }
  const judged = events.map((event) => ({ event, outcome: outcomeOf(event, laws) }))
  const outcomes = judged.map(({ event, outcome }) => ({
    ...named(view.names, event.participant, asOf),
    ...outcome,
  }))
  const changes = changesBetween({ before, after }, clocks)
  const isState = (code: string) => view.names.participants.get(code)?.kind !== 'organization'
  const nothing_changed = reasonForAll(changes, outcomes)
  return {
    view: after,
    without: view,
    clocks,
    until: given.until,
    whatIf: { until: clocks.asOf, added: outcomes, changes, nothing_changed },
    counting: judged
      .filter(({ event, outcome }) => outcome.counts && later(event.action_date))
      .map(({ event }) => event.action_date),
    joining: judged
      .filter(({ event, outcome }) => outcome.joins && isState(event.participant) && later(event.action_date))
      .map(({ event }) => ({ participant: event.participant, day: event.action_date })),
  }
}
