import type { Counts, ParticipantRow, Status, TreatyEvaluation } from '../law/evaluation.ts'
import { isBound } from '../law/participant-status.ts'
import type { PlainDate } from '../law/plain-date.ts'
import type { PositionRow, SaidCounts } from './position-row.ts'
import type { UndatedAct } from './undated.ts'

/** The same treaty three times: from dated acts alone, with each undated act on its latest day (what is sure), and
 *  with each on its earliest day (what may be). */
export type Readings = {
  readonly dated: TreatyEvaluation
  readonly surely: TreatyEvaluation
  readonly soonest: TreatyEvaluation
}

const SIGNATURES: ReadonlySet<string> = new Set(['signature', 'definitive_signature'])
const IN_FORCE: ReadonlySet<Status> = new Set(['party', 'denouncing'])

function rowOf(entry: TreatyEvaluation, code: string): ParticipantRow | undefined {
  return entry.participants.find((row) => row.participant === code)
}

/** No one is a Party to a treaty whose entry into force could only be computed from an undated act. */
function statusOf(row: ParticipantRow, dated: TreatyEvaluation): Status {
  return row.status === 'party' && dated.entry_into_force.state !== 'in_force' ? 'contracting' : row.status
}

const NO_ROW = {
  status: 'none',
  consent: null,
  consent_date: null,
  entry_into_force: null,
  until: null,
} as const

/** The row of a participant that has an undated act here or under a treaty this one leans on. A date that could only
 *  be computed from such an act is null. null when the participant has no act under this treaty at all. */
export function rowWithUndated(
  code: string,
  readings: Readings,
  own: { readonly acts: readonly UndatedAct[]; readonly row: PositionRow | undefined },
): PositionRow | null {
  const acts = own.acts.filter((act) => act.participant === code)
  if (acts.length === 0 && own.row === undefined) return null
  const sure = rowOf(readings.surely, code)
  const base = sure ?? own.row ?? { participant: code, ...NO_ROW, earlier: [] }
  const signature = acts.find((act) => SIGNATURES.has(act.action))
  const consent = acts.find((act) => !SIGNATURES.has(act.action))
  const restsOnSpan = consent !== undefined && base.consent_date === consent.latest
  const sameAsDated = own.row !== undefined && own.row.consent_date === base.consent_date
  return {
    participant: code,
    status: statusOf(base, readings.dated),
    consent: base.consent,
    consent_date: restsOnSpan ? null : base.consent_date,
    entry_into_force: sameAsDated && own.row !== undefined ? own.row.entry_into_force : null,
    until: sameAsDated && own.row !== undefined ? own.row.until : null,
    earlier: base.earlier,
    signature_date: own.row === undefined ? null : own.row.signature_date,
    signature_earliest: signature === undefined ? null : signature.earliest,
    signature_latest: signature === undefined ? null : signature.latest,
    consent_earliest: consent === undefined ? null : consent.earliest,
    consent_latest: consent === undefined ? null : consent.latest,
  }
}

/** Of the rows, the statuses of those that are bound, or are not, only if undated acts happened as early as they can. */
export function boundSooner(
  { dated, soonest }: Readings,
  rows: ReadonlyMap<string, PositionRow>,
): Map<string, Status> {
  const found = new Map<string, Status>()
  for (const row of soonest.participants) {
    const status = statusOf(row, dated)
    const sure = rows.get(row.participant)?.status ?? 'none'
    if (isBound(status) !== isBound(sure)) found.set(row.participant, status)
  }
  return found
}

type Shares = Pick<Counts, 'participants' | 'state_participants' | 'states_parties'>

function sharesOf(status: Status | undefined, isState: boolean): Shares {
  const bound = status !== undefined && isBound(status)
  const inForce = status !== undefined && IN_FORCE.has(status)
  return {
    participants: Number(bound),
    state_participants: Number(bound && isState),
    states_parties: Number(inForce && isState),
  }
}

/** The dated counts with some rows changed: only the numbers of these participants move. */
function countsWith(
  dated: TreatyEvaluation,
  changed: readonly { readonly before: Shares; readonly after: Shares }[],
  more: Pick<Counts, 'signatories' | 'threshold_count'>,
): Counts {
  const sum = (name: keyof Shares) =>
    changed.reduce((total, { before, after }) => total + after[name] - before[name], dated.counts[name])
  return {
    signatories: more.signatories,
    threshold_count: more.threshold_count,
    participants: sum('participants'),
    state_participants: sum('state_participants'),
    states_parties: sum('states_parties'),
  }
}

/** The five numbers of a treaty. */
export const FIVE = [
  'signatories',
  'threshold_count',
  'participants',
  'state_participants',
  'states_parties',
] as const

function bound(one: Counts, other: Counts, choose: (a: number, b: number) => number): Counts {
  return {
    signatories: choose(one.signatories, other.signatories),
    threshold_count: choose(one.threshold_count, other.threshold_count),
    participants: choose(one.participants, other.participants),
    state_participants: choose(one.state_participants, other.state_participants),
    states_parties: choose(one.states_parties, other.states_parties),
  }
}

/** The counts of a treaty with undated acts: what is sure, how many undated acts are in it, and where a number may be
 *  higher, between which two it lies. Once dated acts met the threshold, no undated act can be added to its count. */
export function countUndated(
  readings: Readings,
  found: {
    readonly acts: readonly UndatedAct[]
    readonly asOf: PlainDate
    readonly rows: ReadonlyMap<string, PositionRow>
    readonly merged: ReadonlyMap<string, PositionRow>
    readonly isState: (code: string) => boolean
  },
): SaidCounts {
  const { dated, surely, soonest } = readings
  const codes = [...found.merged].filter(([code, row]) => found.rows.get(code) !== row).map(([code]) => code)
  const counted = (reading: TreatyEvaluation) =>
    (dated.threshold.met_on === null ? reading : dated).counts.threshold_count
  const changes = (statusAfter: (code: string) => Status | undefined) =>
    codes.map((code) => ({
      before: sharesOf(found.rows.get(code)?.status, found.isState(code)),
      after: sharesOf(statusAfter(code), found.isState(code)),
    }))
  const sure = countsWith(
    dated,
    changes((code) => found.merged.get(code)?.status),
    { signatories: surely.counts.signatories, threshold_count: counted(surely) },
  )
  const soon = countsWith(
    dated,
    changes((code) => {
      const row = rowOf(soonest, code)
      return row === undefined ? undefined : statusOf(row, dated)
    }),
    {
      signatories: soonest.counts.signatories,
      threshold_count: counted(soonest),
    },
  )
  const included = found.acts.filter((act) => act.latest !== null && act.latest <= found.asOf).length
  const open = FIVE.some((name) => sure[name] !== soon[name])
  return {
    ...sure,
    ...(included > 0 ? { undated: included } : {}),
    ...(open ? { at_least: bound(sure, soon, Math.min), at_most: bound(sure, soon, Math.max) } : {}),
  }
}
