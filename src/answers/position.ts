import type { Act, Membership } from '../law/act.ts'
import { evaluatePrepared } from '../law/evaluate.ts'
import type {
  Evaluation,
  LedgerRow,
  ParticipantRow,
  ParticipantStand,
  Status,
  TreatyEvaluation,
} from '../law/evaluation.ts'
import { isSignature } from '../law/known-acts.ts'
import { isBound } from '../law/participant-status.ts'
import type { Clocks, PlainDate } from '../law/plain-date.ts'
import { type PreparedLaw, prepareLaw } from '../law/prepare-law.ts'
import { actOn, type Grounds } from './grounds.ts'
import type { CountedRow, PositionRow, PositionStand, SaidCounts } from './position-row.ts'
import { rememberRows } from './same-rows.ts'
import { type PreparedActs, prepareActs, settleActs, type UndatedAct } from './undated.ts'
import { type Count, countSurely } from './undated-count.ts'
import { boundSooner, countUndated, rowWithUndated } from './undated-rows.ts'

/** Legal position of a treaty and of everyone under it, for one pair of clocks. */
export type Position = {
  /** Its dates are computed from the acts that have a day, and from no others. An act without one is in the count and in
   *  the ledger from the last day on which it can have happened, while the threshold is not met without it. */
  readonly evaluation: Omit<TreatyEvaluation, 'participants' | 'ledger'> & {
    readonly ledger: readonly CountedRow[]
  }
  /** By code, in order of the codes. */
  readonly rows: ReadonlyMap<string, PositionRow>
  /** The row of one of them, without a need of the others. */
  rowOf(code: string): PositionRow | undefined
  /** Where one of them stands: what its row says of that, without a need of what ended before, which may be long. */
  standOf(code: string): PositionStand | undefined
  /** Whether one of them is bound or about to be, without a need of more. */
  isBound(code: string): boolean
  /** Codes, in order, of everyone who has a row, and of some perhaps who had not acted yet. */
  codes(): Iterable<string>
  readonly counts: SaidCounts
  /** By code, the status it has if acts without a day happened as early as they can, where that decides whether it is
   *  bound. */
  readonly soonest: ReadonlyMap<string, Status>
  /** Acts under this treaty without a day that may have happened by the day asked for. */
  readonly undated: readonly UndatedAct[]
}

/** A position, and every day that its computation named: between two of them nothing changes by the passing of time. */
export type ComputedPosition = { readonly position: Position; readonly days: readonly PlainDate[] }

export type PositionInput = {
  readonly grounds: Grounds
  readonly prepared: PreparedActs
  readonly isState: (code: string) => boolean
  /** Whether it is a State of the register; one that is not in lists of States. */
  readonly isListedState: (code: string) => boolean
  /** The law over the acts whose day was given from the start, and these. */
  readonly lawWith: (added: readonly Act[]) => PreparedLaw
  /** The law over those of them before a day. */
  readonly lawBefore: (day: PlainDate) => PreparedLaw
  /** Equal rows of all positions are one. */
  readonly sameRow: (row: PositionRow) => PositionRow
  readonly sameLedger: (ledger: readonly CountedRow[]) => readonly CountedRow[]
}

const LAWS_KEPT = 64

/** Sorts what positions are computed from, once for any number of clocks. */
export function preparePosition(given: {
  readonly grounds: Grounds
  readonly memberships: readonly Membership[]
  readonly isState: (code: string) => boolean
  readonly isListedState?: (code: string) => boolean
}): PositionInput {
  const { grounds, memberships, isState, isListedState = () => false } = given
  const prepared = prepareActs(grounds.grounds)
  const laws = new Map<string, PreparedLaw>()
  const lawOf = (acts: readonly Act[]) => prepareLaw({ rules: grounds.rules, acts, memberships, weights: [] })
  const lawWith = (added: readonly Act[]): PreparedLaw => {
    const key = added.map((act) => `${act.id} ${act.action_date}`).join()
    const known = laws.get(key)
    if (known !== undefined) return known
    const law = lawOf([...prepared.fixed, ...added])
    if (laws.size >= LAWS_KEPT) laws.clear()
    laws.set(key, law)
    return law
  }
  return {
    grounds,
    prepared,
    isState,
    isListedState,
    lawWith,
    lawBefore: (day) => lawOf(prepared.fixed.filter(({ action_date }) => action_date < day)),
    sameRow: rememberRows((row) => row.participant),
    sameLedger: rememberLedgers(),
  }
}

function entryOf(evaluation: Evaluation, number: string): TreatyEvaluation {
  const entries = evaluation.treaties.filter((entry) => entry.treaty === number)
  const entry = entries.find((one) => one.scope === 'general') ?? entries[0]
  if (entry === undefined) throw new Error(`no rule for treaty ${number}`)
  return entry
}

function daysIn(evaluations: readonly Evaluation[]): PlainDate[] {
  const days = new Set<PlainDate>()
  const add = (day: PlainDate | null) => {
    if (day !== null) days.add(day)
  }
  for (const entry of evaluations.flatMap((evaluation) => evaluation.treaties)) {
    add(entry.threshold.met_on)
    add(entry.entry_into_force.date)
    for (const part of entry.threshold.parts ?? []) add(part.met_on)
    for (const row of entry.participants) {
      for (const one of row.earlier.length === 0 ? [row] : [row, ...row.earlier]) {
        add(one.consent_date)
        add(one.entry_into_force)
        add(one.until)
      }
    }
  }
  return [...days]
}

function signatureDays(ledger: readonly LedgerRow[]): Map<string, PlainDate> {
  const days = new Map<string, PlainDate>()
  for (const row of ledger) {
    if (isSignature(row) && row.reason !== 'retracted' && !days.has(row.participant)) {
      days.set(row.participant, row.action_date)
    }
  }
  return days
}

/** Where a participant stands whose acts all have their day. */
export function datedStand(
  { participant, status, consent, consent_date, entry_into_force, until }: ParticipantStand,
  signature_date: PlainDate | null,
): PositionStand {
  return {
    participant,
    status,
    consent,
    consent_date,
    entry_into_force,
    until,
    signature_date,
    signature_earliest: null,
    signature_latest: null,
    consent_earliest: null,
    consent_latest: null,
  }
}

/** The row of a participant whose acts all have their day. */
export function datedRow(row: ParticipantRow, signature_date: PlainDate | null): PositionRow {
  return { ...datedStand(row, signature_date), earlier: row.earlier }
}

function datedRows(entry: TreatyEvaluation, sameRow: PositionInput['sameRow']): Map<string, PositionRow> {
  const signed = signatureDays(entry.ledger)
  const rows = new Map<string, PositionRow>()
  for (const row of entry.participants) {
    rows.set(row.participant, sameRow(datedRow(row, signed.get(row.participant) ?? null)))
  }
  return rows
}

/** The evaluation as it is kept: its rows are in the position, and a ledger row that did not change is kept once. */
function kept(
  { participants: _rows, ...entry }: TreatyEvaluation,
  { sameLedger }: PositionInput,
  { threshold, ledger }: Count = entry,
): Position['evaluation'] {
  return { ...entry, threshold, ledger: sameLedger(ledger) }
}

/** Ledgers grow at their end: most rows stand where they stood in the one before. */
function rememberLedgers(): PositionInput['sameLedger'] {
  const sameRow = rememberRows<CountedRow>((row) => `${row.participant} ${row.action} ${row.action_date}`)
  let before: readonly CountedRow[] = []
  return (ledger) => {
    const same = ledger.map((row, place) => sameRow(row, before[place]))
    before = same
    return same
  }
}

/** The ways to look up rows that are all there. */
function lookUpsIn(rows: ReadonlyMap<string, PositionRow>) {
  const rowOf = (code: string) => rows.get(code)
  return {
    rows,
    rowOf,
    standOf: rowOf,
    isBound: (code: string) => isBound(rows.get(code)?.status ?? 'none'),
    codes: () => rows.keys(),
  }
}

/** The position of the treaty of the grounds. Dates come from dated acts alone; the count, the ledger that proves it and
 *  the rows of the participants concerned also say what undated acts add. */
export function computePosition(input: PositionInput, clocks: Clocks): ComputedPosition {
  const { grounds, prepared, isState, lawWith, sameRow } = input
  const number = grounds.treaty.number
  const { settled, undated } = settleActs(prepared, clocks.knownAt)
  const open = undated.filter(({ act }) => act.earliest <= clocks.asOf)
  const evaluateWith = (placed: 'none' | 'earliest' | 'latest') => {
    const extra = open.flatMap(({ act, event }) => {
      const day = placed === 'none' ? null : act[placed]
      return day === null ? [] : [actOn(event, day)]
    })
    return evaluatePrepared(lawWith([...settled, ...extra]), clocks)
  }
  const evaluation = evaluateWith('none')
  const entry = entryOf(evaluation, number)
  const rows = datedRows(entry, sameRow)
  if (open.length === 0) {
    const position = {
      evaluation: kept(entry, input),
      ...lookUpsIn(rows),
      counts: entry.counts,
      soonest: new Map(),
      undated: [],
    }
    return { position, days: daysIn([evaluation]) }
  }
  const soonest = evaluateWith('earliest')
  const surely = evaluateWith('latest')
  const readings = { dated: entry, surely: entryOf(surely, number), soonest: entryOf(soonest, number) }
  const own = open.map(({ act }) => act).filter((act) => act.treaty === number)
  const merged = new Map(rows)
  for (const code of new Set(open.map(({ act }) => act.participant))) {
    const row = rowWithUndated(code, readings, { acts: own, row: rows.get(code) })
    if (row !== null) merged.set(code, sameRow(row))
  }
  const position = {
    evaluation: kept(entry, input, countSurely(readings, own, clocks.asOf)),
    ...lookUpsIn(new Map([...merged].sort(([one], [other]) => (one < other ? -1 : 1)))),
    soonest: boundSooner(readings, merged),
    counts: countUndated(readings, { acts: own, asOf: clocks.asOf, rows, merged, isState }),
    undated: own,
  }
  return { position, days: daysIn([evaluation, soonest, surely]) }
}
