import { countsBefore, type KnownAct } from './known-acts.ts'
import { openParticipation } from './participation.ts'
import { signatureOpen } from './signature-window.ts'
import { type Walk, warn } from './walk.ts'

/** A signature. While the treaty is not open for it, it has no effect at all; a definitive one that counts is consent
 *  as well. */
export function takeSignature(walk: Walk, known: KnownAct): void {
  const { rule, consents } = walk.following.theCase
  const { action, action_date } = known.act
  if (!signatureOpen(rule, action_date)) {
    warn(walk, 'SIGNATURE_OUTSIDE_WINDOW', `signature of ${action_date}, when signature was not open`)
    return
  }
  walk.signed = true
  if (consents.has(action)) takeConsent(walk, known)
}

/** Consent to be bound: it begins a participation, or joins the one that stands. */
export function takeConsent(walk: Walk, known: KnownAct): void {
  const { theCase, general, fates } = walk.following
  if (known.act.action === 'ratification' && !walk.signed) {
    warn(
      walk,
      'RATIFICATION_WITHOUT_SIGNATURE',
      `ratification of ${known.act.action_date} without a signature`,
    )
  }
  walk.open ??= openParticipation(theCase, general, known)
  const { open } = walk
  open.instruments.push(known)
  if (!theCase.countable.has(known.act.action)) return
  const { first, effective } = open
  const repeat = first !== null && !countsBefore(known, first)
  fates.set(known, { withdrawn: null, repeat, effective })
  if (repeat) return
  if (first !== null) fates.set(first, { withdrawn: null, repeat: true, effective })
  open.first = known
}
