import type { PlainDate } from '../law/plain-date.ts'
import { isSignature } from '../record/consent.ts'
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

const SHOWN = 12

/** The last reading of the same page that was accepted; null before the first. */
export type EarlierDocument = Pick<ReadStatusDocument, 'reading' | 'sha256' | 'readOn'> | null

/** One thing that a document and the record do not say alike. */
export type RecordDifference = {
  /** The same for as long as the same words stand for the same participant, so that a decision about them is found
   *  again. */
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

/** What a difference without a claim is about: an act or a whole row that is not printed, whatever class it is of, or
 *  a new spelling; about a whole document, the reason. */
function withoutClaim({ participant, name, recorded, class: is, reason }: Found): string {
  if (participant === null) return `${is}: ${reason}`
  if (recorded === null) return `${is}: ${name}`
  if (is !== 'vanished act') return 'the row is not printed'
  return `the ${isSignature(recorded) ? 'signature' : 'consent'} is not printed`
}

/** The words of a claim and what they stand for, whatever class they are of today: a future day comes, and a decision
 *  changes the record. A cell may print several acts, one withdrawn and one made since: each is a difference of its own. */
function keyOf(found: Found): string {
  const { treaty, participant, name, claim } = found
  const who = [treaty, participant ?? name]
  if (claim === null) return JSON.stringify([...who, withoutClaim(found)])
  return JSON.stringify([
    ...who,
    claim.action ?? `column ${claim.place.column}`,
    claim.words,
    claim.action_date,
    claim.withdrawn,
  ])
}

/** A difference with its key, and with what its class becomes by the policy. */
export function differenceOf(found: Found): RecordDifference {
  return {
    missed_days: null,
    drafts: [],
    ...found,
    key: keyOf(found),
    disposition: POLICY.record_differences[found.class],
  }
}

const OF_A_DOCUMENT: ReadonlySet<RecordDifferenceClass> = new Set([
  'header changed',
  'count that shrinks',
  'document held',
])

/** True where a difference is about a whole document and no participant. */
export function isOfDocument(difference: Pick<RecordDifference, 'class'>): boolean {
  return OF_A_DOCUMENT.has(difference.class)
}

/** What waits because a whole document is held: one difference for each reason, of these very bytes. */
export function heldDocument(
  document: Pick<ReadStatusDocument, 'treaty' | 'sha256'>,
  reasons: readonly string[],
): RecordDifference[] {
  const { treaty, sha256 } = document
  return reasons.map((reason) =>
    differenceOf({
      ...{ treaty, participant: null, name: '', claim: null, recorded: null, class: 'document held' },
      reason: `Nothing of it is written by itself: ${reason} (document ${sha256.slice(0, SHOWN)}).`,
    }),
  )
}
