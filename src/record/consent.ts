import { CONSENTS } from '../law/act.ts'
import type { Rule } from '../law/rule.ts'
import type { EventDraft } from './event.ts'

const ALWAYS_CONSENT: ReadonlySet<string> = new Set(CONSENTS)
const SIGNATURES: ReadonlySet<string> = new Set(['signature', 'definitive_signature'])
const ENDINGS: ReadonlySet<string> = new Set(['denunciation', 'withdrawal_of_instrument'])

/** Whether the act expresses consent to be bound under the rules. A definitive signature does only where the rules
 *  count it (VCLT art. 12(1)). */
export function isConsent(act: Pick<EventDraft, 'action'>, rules: readonly Rule[]): boolean {
  if (ALWAYS_CONSENT.has(act.action)) return true
  return (
    act.action === 'definitive_signature' &&
    rules.some((rule) => rule.counts.includes('definitive_signature'))
  )
}

export function isSignature(act: Pick<EventDraft, 'action'>): boolean {
  return SIGNATURES.has(act.action)
}

/** Whether the act ends or takes back a consent, so that another one may follow. */
export function endsConsent(act: Pick<EventDraft, 'action'>): boolean {
  return ENDINGS.has(act.action)
}
