import type { Status } from '../../../law/evaluation.ts'
import type { Marked } from './status-mark.ts'

type Acts = {
  readonly signature_date: string | null
  readonly signature_earliest: string | null
  readonly consent: unknown
  readonly consent_date: string | null
  readonly consent_earliest: string | null
}

/** Whether it may have consented by the day, or not: on record is only between which days it did, or that it is said to
 *  have done so. */
export function isConsentOpen({ consent, consent_earliest }: Acts): boolean {
  return consent === null && consent_earliest !== null
}

/** Whether it may have signed by the day, or not; nothing where it surely did more than that. */
export function isSignatureOpen(row: Acts & { readonly status: Status }): boolean {
  return row.status === 'none' && row.signature_date === null && row.signature_earliest !== null
}

/** The status of a row as it is marked: with a broken edge where the day of the act behind it is not known, and in words
 *  that leave open what is open. */
export function markedAs(row: Acts & { readonly status: Status }): Marked {
  const { status, signature_date, signature_earliest, consent_date, consent_earliest } = row
  const isSignedUndated = status === 'signatory' && signature_date === null && signature_earliest !== null
  return {
    status,
    undated: (consent_date === null && consent_earliest !== null) || isSignedUndated || isSignatureOpen(row),
    open: isConsentOpen(row) || isSignatureOpen(row),
  }
}
