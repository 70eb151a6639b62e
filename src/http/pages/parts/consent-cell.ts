import type { Action } from '../../../law/act.ts'
import type { Asking } from '../asking.ts'
import { type Html, html } from '../html.ts'
import { dayCell } from './day.ts'

type Consented = {
  readonly consent: Action | null
  readonly consent_date: string | null
  readonly consent_earliest: string | null
  readonly consent_latest: string | null
}

/** Why there is no day from which it is in force for a Party; empty where there is one, and for who is no Party. */
export function forceUnknown(
  text: Asking['text'],
  row: { readonly status: string; readonly entry_into_force: string | null },
): Html | string {
  const isOpen = row.entry_into_force === null && (row.status === 'party' || row.status === 'denouncing')
  return isOpen ? html`<span class="quiet">${text.plain('list.force_unknown')}</span>` : ''
}

type Signed = {
  readonly signature_date: string | null
  readonly signature_earliest: string | null
  readonly signature_latest: string | null
}

/** From when it is in force for a participant, or why that is not known; empty where there is nothing to say, so that
 *  no head stands before it on a phone. */
export function forceCell(
  text: Asking['text'],
  row: { readonly status: string; readonly entry_into_force: string | null },
): Html | string {
  if (row.entry_into_force === null) return forceUnknown(text, row)
  return html`<span data-at="entry_into_force">${dayCell(row.entry_into_force)}</span>`
}

/** When a participant signed; for a day that is not known, between which days. */
export function signedCell(text: Asking['text'], row: Signed): Html | string {
  if (row.signature_date !== null)
    return html`<span data-at="signature_date">${dayCell(row.signature_date)}</span>`
  if (row.signature_earliest === null) return ''
  const earliest = html`<span data-at="signature_earliest">${dayCell(row.signature_earliest)}</span>`
  if (row.signature_latest === null) return text.say('consent.perhaps', { earliest })
  const latest = html`<span data-at="signature_latest">${dayCell(row.signature_latest)}</span>`
  return text.say('consent.between', { earliest, latest })
}

/** When and how a participant consented to be bound; for a day that is not known, between which days. */
export function consentCell({ text }: Asking, row: Consented): Html | string {
  const kind = row.consent === null ? '' : text.plain(`deposit.${row.consent}`)
  if (row.consent_date !== null)
    return html`<span data-at="consent_date">${dayCell(row.consent_date)}</span> ${kind}`
  if (row.consent_earliest === null) return ''
  const earliest = html`<span data-at="consent_earliest">${dayCell(row.consent_earliest)}</span>`
  if (row.consent_latest === null) return html`${text.say('consent.perhaps', { earliest })} ${kind}`
  const latest = html`<span data-at="consent_latest">${dayCell(row.consent_latest)}</span>`
  return html`${text.say('consent.between', { earliest, latest })} ${kind}`
}
