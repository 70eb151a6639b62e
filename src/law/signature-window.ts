import type { PlainDate } from './plain-date.ts'
import type { Rule } from './rule.ts'

/** Whether the treaty was open for signature on the day; always where the rule names no window. A window without a
 *  first day has no limit on that side. */
export function signatureOpen({ signature_window }: Rule, day: PlainDate): boolean {
  if (signature_window === undefined || signature_window.length === 0) return true
  for (const { from, to } of signature_window) {
    if ((from === undefined || from <= day) && day <= to) return true
  }
  return false
}
