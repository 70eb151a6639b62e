import { addDays, type PlainDate } from './plain-date.ts'
import type { Rule } from './rule.ts'
import { WITHOUT_END } from './rule-schema.ts'

/** When a treaty is open for signature. */
export type SignatureWindow = {
  /** First day; null where the rule names none. */
  readonly opens_on: PlainDate | null
  /** Last day; null where signature never closes. */
  readonly closes_on: PlainDate | null
  /** Whether it is open on the day asked about. */
  readonly open: boolean
}

/** Whether the treaty was open for signature on the day; always where the rule names no window. A window without a
 *  first day has no limit on that side. */
export function signatureOpen({ signature_window }: Pick<Rule, 'signature_window'>, day: PlainDate): boolean {
  if (signature_window === undefined || signature_window.length === 0) return true
  for (const { from, to } of signature_window) {
    if ((from === undefined || from <= day) && day <= to) return true
  }
  return false
}

/** The first and the last day on which the treaty is open for signature, over all its places, and whether it is on
 *  `day`. null where the rule names no window. */
export function signatureWindowOn(
  rule: Pick<Rule, 'signature_window'>,
  day: PlainDate,
): SignatureWindow | null {
  const windows = rule.signature_window ?? []
  const [first] = windows
  if (first === undefined) return null
  const last = windows.reduce((latest, { to }) => (to > latest ? to : latest), first.to)
  return {
    opens_on: first.from ?? null,
    closes_on: last === WITHOUT_END ? null : last,
    open: signatureOpen(rule, day),
  }
}

/** The next day on which it opens for signature, at any of its places; null where it does not again. */
export function nextOpening(
  { signature_window }: Pick<Rule, 'signature_window'>,
  day: PlainDate,
): PlainDate | null {
  const later = (signature_window ?? []).flatMap(({ from }) =>
    from !== undefined && from > day ? [from] : [],
  )
  return later.sort()[0] ?? null
}

/** The days from which the treaty is open for signature, or no longer. */
export function signatureDays({ signature_window }: Pick<Rule, 'signature_window'>): PlainDate[] {
  return (signature_window ?? []).flatMap(({ from, to }) => [
    ...(from === undefined ? [] : [from]),
    ...(to === WITHOUT_END ? [] : [addDays(to, 1)]),
  ])
}
