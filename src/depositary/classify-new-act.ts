import { daysBetween, type PlainDate } from '../law/plain-date.ts'
import { signatureOpen } from '../law/signature-window.ts'
import type { Treaty } from '../record/snapshot.ts'
import type { Claim } from './claim.ts'
import { POLICY, type RecordDifferenceClass } from './policy.ts'
import type { RecordedPosition } from './recorded-acts.ts'

/** What a claim that the record does not have is measured against. */
export type NewActContext = {
  readonly treaty: Treaty
  readonly position: RecordedPosition
  /** Positions under the treaty whose consent this one needs; null where it needs none. */
  readonly parent: ReadonlyMap<string, RecordedPosition> | null
  readonly readOn: PlainDate
  /** Day of the last good reading of this page, which missed the act; null where this is the first. */
  readonly lastReadOn: PlainDate | null
}

export type Classified = {
  readonly class: RecordDifferenceClass
  readonly reason: string
  readonly missed_days: number | null
}

const of = (name: RecordDifferenceClass, reason: string, missed_days: number | null = null): Classified => ({
  class: name,
  reason,
  missed_days,
})

function againstItsDay(claim: Claim, day: PlainDate, context: NewActContext): Classified | null {
  const { treaty, readOn } = context
  if (day > readOn || claim.held.includes('act_in_the_future')) {
    return of('date in the future', `${day} is after the day of the document.`)
  }
  if (day < treaty.adopted || claim.held.includes('act_before_conclusion')) {
    return of('date before adoption', `${day} is before the adoption on ${treaty.adopted}.`)
  }
  const closed = !treaty.rules.every((rule) => signatureOpen(rule, day))
  if (claim.action === 'signature' && closed) {
    return of(
      'date outside the signature window',
      `${day} is not a day on which the treaty was open for signature.`,
    )
  }
  return null
}

function againstTheRecord(claim: Claim, day: PlainDate, context: NewActContext): Classified | null {
  const { position, parent } = context
  if (claim.action === 'signature') return null
  if (position.ended !== null) {
    return of(
      'second consent',
      'An earlier consent has ended; this may be a new instrument. Both acts stay on record.',
    )
  }
  if (claim.action === 'succession') {
    return of('succession', 'The table prints the day of receipt; the day of effect is in the notification.')
  }
  if (parent === null || claim.participant === null) return null
  const consented = parent.get(claim.participant)?.consent ?? null
  const since = consented === null ? null : (consented.day ?? consented.latest)
  if (since !== null && since <= day) return null
  return of(
    'protocol without convention',
    'No consent to the treaty that this one needs is on record by that day.',
  )
}

/** The class of an act that the record does not have: what stands against its day first, then what stands against it in
 *  the record, then how late it was published. `missed_days` counts to the last good reading, which did not have it. */
export function classifyNewAct(claim: Claim, day: PlainDate, context: NewActContext): Classified {
  const against = againstItsDay(claim, day, context) ?? againstTheRecord(claim, day, context)
  if (against !== null) return against
  const { lastReadOn } = context
  const missed = lastReadOn === null ? 0 : Math.max(0, daysBetween(day, lastReadOn))
  if (missed > POLICY.late_after_days) {
    return of(
      'new act, late publication',
      `A reading made ${missed} days after the act did not have it.`,
      missed,
    )
  }
  return of('new act', 'The record does not have it.', missed)
}
