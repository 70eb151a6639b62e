import { isBound } from '../law/participant-status.ts'
import type { Clocks, PlainDate } from '../law/plain-date.ts'
import type { SignatureWait } from '../projection/time-from-signature.ts'
import type { Treaty } from '../record/snapshot.ts'
import type { Position } from './position.ts'
import type { PositionRow } from './position-row.ts'
import type { RecordView } from './record-view.ts'

/** What of a treaty, or of one group under it, a projection may use: acts with a known day, up to `as_of`. */
export type KnownDeposits = {
  /** First day open for signature, or first act where that is earlier; null before both. */
  readonly clockStart: PlainDate | null
  /** Day of the first deposit of each, in order. While the threshold is not met, only of those that count. */
  readonly deposits: readonly PlainDate[]
  readonly signatures: readonly PlainDate[]
  /** How many are bound or about to be, acts without a day and organizations included where no group is asked for. */
  readonly count: number
  /** States that may join. */
  readonly members: readonly string[]
  /** Those that are not bound, nor about to be. */
  readonly outside: readonly string[]
  /** Members that are bound, or are not, only if acts without a day did not happen as early as they can. */
  readonly perhaps: readonly string[]
  /** Acts without a day that are left out of the days. */
  readonly undated: number
}

type Asked = {
  readonly treaty: Treaty
  readonly clocks: Clocks
  /** Codes of a group; null for everyone. */
  readonly group: ReadonlySet<string> | null
}

function firstDeposit(row: PositionRow): PlainDate | null {
  const first = [...row.earlier, row].find(({ consent_date }) => consent_date !== null)
  return first === undefined || first.consent === 'succession' ? null : first.consent_date
}

function openedOn({ rules }: Treaty, asOf: PlainDate): PlainDate[] {
  return rules
    .flatMap((rule) => (rule.signature_window ?? []).flatMap(({ from }) => from ?? []))
    .filter((day) => day <= asOf)
}

function depositDays(position: Position, rows: readonly PositionRow[]): PlainDate[] {
  const { threshold, ledger } = position.evaluation
  if (threshold.met_on !== null) return rows.flatMap((row) => firstDeposit(row) ?? []).sort()
  const asked = new Set(rows.map((row) => row.participant))
  return ledger
    .filter((row) => row.counts && asked.has(row.participant))
    .flatMap((row) => row.action_date ?? [])
    .sort()
}

/** The first signature and the first deposit of each State of the rows that signed on a known day. */
export function signatureWaits(rows: readonly PositionRow[]): SignatureWait[] {
  return rows.flatMap((row) => {
    const { signature_date } = row
    // Who has consented on a day that is not known does not wait, and how long it took is not known either.
    if (signature_date === null || row.consent_earliest !== null) return []
    return [{ signed_on: signature_date, deposited_on: firstDeposit(row) }]
  })
}

/** The rows of the States asked about. */
export function stateRows(view: RecordView, { treaty, clocks, group }: Asked): PositionRow[] {
  const { rows } = view.lawOf(treaty).positionAt(clocks)
  return [...rows.values()].filter(({ participant }) => {
    const organization = view.names.participants.get(participant)?.kind === 'organization'
    return !organization && (group === null || group.has(participant))
  })
}

/** What is known of the treaty, or of the group under it, on the day of `as_of`. */
export function knownDeposits(view: RecordView, asked: Asked): KnownDeposits {
  const { treaty, clocks, group } = asked
  const position = view.lawOf(treaty).positionAt(clocks)
  const rows = stateRows(view, asked)
  const deposits = depositDays(position, rows)
  const signatures = rows.flatMap(({ signature_date }) => signature_date ?? []).sort()
  const bound = new Set(rows.filter(({ status }) => isBound(status)).map(({ participant }) => participant))
  const members = view.names.statesOn(clocks.asOf).filter((code) => group === null || group.has(code))
  return {
    clockStart: [...openedOn(treaty, clocks.asOf), ...deposits, ...signatures].sort()[0] ?? null,
    deposits,
    signatures,
    count: group === null ? position.counts.participants : bound.size,
    members,
    outside: members.filter((code) => !bound.has(code)),
    perhaps: members.filter((code) => position.soonest.has(code)),
    undated: position.undated.filter(({ participant }) => group === null || group.has(participant)).length,
  }
}
