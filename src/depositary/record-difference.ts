import type { PlainDate } from '../law/plain-date.ts'
import type { EventDraft } from '../record/event.ts'
import type { Claim } from './claim.ts'
import { type Disposition, POLICY, type RecordDifferenceClass } from './policy.ts'
import type { Reading } from './read-document.ts'
import type { RecordedAct } from './recorded-acts.ts'

/** A document that was read, and what the reconciliation must know of it. */
export type ReadStatusDocument = {
  readonly reading: Reading
  readonly sha256: string
  /** Number of the treaty whose page was asked for. */
  readonly treaty: string
  /** Id of the source. */
  readonly source: string
  /** False for a second source: what only it says never becomes an event. */
  readonly isDepositary: boolean
  /** Day of the reading. */
  readonly readOn: PlainDate
}

/** The last reading of the same page that was accepted; null before the first. */
export type EarlierDocument = Pick<ReadStatusDocument, 'reading' | 'sha256' | 'readOn'> | null

/** One thing that a document and the record do not say alike. */
export type RecordDifference = {
  /** The same for the same words and the same record, so that a decision about it can be found again. */
  readonly key: string
  readonly class: RecordDifferenceClass
  readonly treaty: string
  /** Code; null where the name is not known, or where the whole document is meant. */
  readonly participant: string | null
  /** The name as the document prints it, or as the record has it. */
  readonly name: string
  /** What the document says; null where it says nothing. */
  readonly claim: Claim | null
  /** What the record holds; null where it holds nothing. */
  readonly recorded: RecordedAct | null
  /** Why it is of its class, in a sentence for the person who decides. */
  readonly reason: string
  readonly missed_days: number | null
  readonly disposition: Disposition
  /** What would be written if it were accepted; empty where acceptance alone settles nothing. */
  readonly drafts: readonly EventDraft[]
}

/** What is known of a difference before its key and disposition are drawn. */
export type Found = Omit<RecordDifference, 'key' | 'disposition' | 'missed_days' | 'drafts'> &
  Partial<Pick<RecordDifference, 'missed_days' | 'drafts'>>

/** A difference with its key, and with what its class becomes by the policy. */
export function differenceOf(found: Found): RecordDifference {
  const words = found.claim === null ? null : found.claim.words
  const held = found.recorded === null ? null : found.recorded.id
  return {
    missed_days: null,
    drafts: [],
    ...found,
    key: JSON.stringify([found.treaty, found.participant ?? found.name, found.class, held, words]),
    disposition: POLICY.record_differences[found.class],
  }
}
