import type { PlainDate } from '../law/plain-date.ts'
import { isConsent, isSignature } from '../record/consent.ts'
import type { Claim } from './claim.ts'
import { classifyNewAct, type NewActContext } from './classify-new-act.ts'
import type { RecordDifferenceClass } from './policy.ts'
import { proposeAct, proposeCorrection, recordAction, type Writer } from './propose-events.ts'
import type { Found, ReadStatusDocument } from './record-difference.ts'
import type { RecordedAct } from './recorded-acts.ts'
import type { WarningCode } from './warning.ts'

export type ParticipantContext = NewActContext & {
  readonly document: ReadStatusDocument
  readonly writer: Writer
}

type ClassOfHeld = readonly [WarningCode, RecordDifferenceClass, string]

/** What a reader held back, and what that is to the record. */
const HELD: readonly ClassOfHeld[] = [
  ['participant_twice', 'participant twice', 'Two rows of the document say different things of it.'],
  ['row_misshapen', 'act that cannot be read', 'The row has more or fewer cells than the heading.'],
  ['cell_unreadable', 'act that cannot be read', 'The cell names no act that can be read.'],
  ['letter_unexplained', 'letter not explained', 'The heading does not explain the letter.'],
  ['letter_not_settled', 'letter not explained', 'The heading gives the letter several meanings.'],
]

function about(context: ParticipantContext, claim: Claim, recorded: RecordedAct | null) {
  const { participant, name } = claim
  return { treaty: context.document.treaty, participant, name, claim, recorded }
}

function heldBack(context: ParticipantContext, claim: Claim, recorded: RecordedAct | null): Found | null {
  const found = claim.held.length === 0 ? undefined : HELD.find(([code]) => claim.held.includes(code))
  if (found !== undefined) return { ...about(context, claim, recorded), class: found[1], reason: found[2] }
  if (recordAction(claim) !== null) return null
  const reason = 'The document prints an act of a kind that the record does not hold.'
  return { ...about(context, claim, recorded), class: 'act of another kind', reason }
}

function isBetween(day: PlainDate, { earliest, latest }: RecordedAct): boolean {
  return (earliest === null || earliest <= day) && (latest === null || day <= latest)
}

/** How a claim differs from the act the record holds in its place; null where both say the same. */
function correctionClass(
  claim: Claim,
  recorded: RecordedAct,
): readonly [RecordDifferenceClass, string] | null {
  const day = claim.action_date
  const kind = claim.action !== recorded.action
  if (day === null) return null
  if (recorded.day === null) {
    return isBetween(day, recorded)
      ? ['undated act now dated', 'The record knew only that it happened between two days.']
      : ['date corrected', 'The record holds it as done between two other days.']
  }
  if (day !== recorded.day && kind) return ['date and kind corrected', 'Day and kind differ from the record.']
  if (day !== recorded.day) {
    const later = day > recorded.day ? ' It is later: it may be a second instrument after an exit.' : ''
    return ['date corrected', `The record has ${recorded.day}.${later}`]
  }
  return kind ? ['kind corrected', `The record has ${recorded.action}.`] : null
}

function againstRecorded(context: ParticipantContext, claim: Claim, recorded: RecordedAct): Found[] {
  const corrected = correctionClass(claim, recorded)
  if (corrected === null) return []
  const [name, reason] = corrected
  const drafts = proposeCorrection(context.document, context.writer, { claim, recorded })
  return [{ ...about(context, claim, recorded), class: name, reason, drafts }]
}

function newAct(context: ParticipantContext, claim: Claim): Found[] {
  const day = claim.action_date
  if (day === null) return []
  const found = classifyNewAct(claim, day, context)
  const drafts = proposeAct(context.document, context.writer, claim)
  return [{ ...about(context, claim, null), ...found, drafts }]
}

function reconcileClaim(context: ParticipantContext, claim: Claim): Found[] {
  const { position, treaty } = context
  const action = recordAction(claim)
  const consent = action !== null && isConsent({ action }, treaty.rules)
  const recorded = consent
    ? position.consent
    : action !== null && isSignature({ action })
      ? position.signature
      : null
  const held = heldBack(context, claim, recorded)
  if (held !== null) return [held]
  const known = consent ? position.ended : null
  if (known !== null && known.day === claim.action_date && known.action === claim.action) return []
  if (claim.withdrawn) {
    const reason = 'Brackets say that it has ended; since when, and how, is in the notification.'
    return [{ ...about(context, claim, recorded ?? known), class: 'bracketed row', reason }]
  }
  return recorded === null ? newAct(context, claim) : againstRecorded(context, claim, recorded)
}

/** What the record holds of a participant that stands in the document, and the document no longer prints. */
function vanishedActs(context: ParticipantContext, claims: readonly Claim[]): Found[] {
  const { position, treaty, document } = context
  const [first] = claims
  let { signature, consent } = position
  for (const claim of claims) {
    const action = recordAction(claim)
    if (action === null) return []
    if (isSignature({ action })) signature = null
    if (isConsent({ action }, treaty.rules)) consent = null
  }
  if (first === undefined) return []
  return [signature, consent].flatMap((recorded): Found[] => {
    if (recorded === null || (recorded.day ?? recorded.earliest ?? document.readOn) > context.readOn)
      return []
    const { participant, name } = first
    const reason = 'The row is there, the act is not.'
    return [
      { treaty: document.treaty, participant, name, claim: null, recorded, class: 'vanished act', reason },
    ]
  })
}

/** What a document and the record do not say alike of one participant that both know. */
export function reconcileParticipant(context: ParticipantContext, claims: readonly Claim[]): Found[] {
  return [...claims.flatMap((claim) => reconcileClaim(context, claim)), ...vanishedActs(context, claims)]
}
