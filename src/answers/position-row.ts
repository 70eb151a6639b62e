import type { Counts, LedgerRow, ParticipantRow, ParticipantStand } from '../law/evaluation.ts'
import type { PlainDate } from '../law/plain-date.ts'

/** Where a participant stands, with the day it signed and, for an act without a day, the span in which it happened. */
export type PositionStand = ParticipantStand & {
  readonly signature_date: PlainDate | null
  readonly signature_earliest: PlainDate | null
  readonly signature_latest: PlainDate | null
  /** With `consent` null: consent may have been given in this span; else it surely was. Without a latest day it is
   *  not shown that it was given at all. */
  readonly consent_earliest: PlainDate | null
  readonly consent_latest: PlainDate | null
}

/** The same with its participations before that. */
export type PositionRow = PositionStand & ParticipantRow

/** The five numbers; where acts without a day touch them, how many are included and between which numbers the
 *  truth lies. */
export type SaidCounts = Counts & {
  readonly undated?: number
  readonly at_least?: Counts
  readonly at_most?: Counts
}

/** A row of the ledger for an act that surely happened, on a day between two that is not known. */
export type UndatedLedgerRow = Omit<LedgerRow, 'action_date'> & {
  readonly action_date: null
  readonly earliest: PlainDate
  readonly latest: PlainDate
}

/** A row of the ledger as answers have it. */
export type CountedRow = LedgerRow | UndatedLedgerRow
