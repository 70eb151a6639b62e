import * as z from 'zod'
import { daysBetween, plainDate } from '../law/plain-date.ts'

const days = z.int().nullable()

/** How long the ways between the stages were. */
export const waits = {
  signature_to_consent_days: days.describe('Days from signature to deposit; null where a day is missing.'),
  consent_to_force_days: days.describe(
    'Days from deposit to being in force for it; null where a day is missing.',
  ),
}

type Days = { readonly [Key in 'signature_date' | 'consent_date' | 'entry_into_force']: string | null }

function between(from: string | null, to: string | null): number | null {
  return from === null || to === null ? null : daysBetween(plainDate(from), plainDate(to))
}

/** The days from one stage of the row to the next. */
export function daysBetweenActs({ signature_date, consent_date, entry_into_force }: Days) {
  return {
    signature_to_consent_days: between(signature_date, consent_date),
    consent_to_force_days: between(consent_date, entry_into_force),
  }
}
