import { type PlainDate, plainDate } from '../../../law/plain-date.ts'
import { dayNumber } from '../../../projection/day-number.ts'
import { type Html, html } from '../html.ts'
import { PAGE_PAINT, type Paint } from './paint.ts'

const EDGE = 8
/** Of one line in a page. */
const SIZE = { width: 220, height: 22 }

export type Stages = {
  readonly signature_date: string | null
  readonly consent: string | null
  readonly consent_date: string | null
  readonly consent_earliest: string | null
  readonly entry_into_force: string | null
  readonly until: string | null
}

/** The years that a line covers. */
export type StageSpan = { readonly from: PlainDate; readonly to: PlainDate }

/** A line from signature to deposit to in force within a box: a thin line after signature, a broken one after deposit, a
 *  thick one while in force; empty where no day is known. */
export function drawStages(
  { signature_date, consent, consent_date, consent_earliest, entry_into_force, until }: Stages,
  { from, to }: StageSpan,
  { size: { width, height }, paint }: { readonly size: typeof SIZE; readonly paint: Paint },
): Html | string {
  if (signature_date === null && consent_date === null) return ''
  const whole = Math.max(1, dayNumber(to) - dayNumber(from))
  const x = (day: string) =>
    Math.round(
      EDGE +
        (Math.min(Math.max(dayNumber(plainDate(day)) - dayNumber(from), 0), whole) / whole) *
          (width - 2 * EDGE),
    )
  const y = height / 2
  const line = (start: string | null, end: string, look: Html) =>
    start === null ? '' : html`<path d="M${x(start)} ${y}H${x(end)}" fill="none" ${look}/>`
  // Who has consented on a day not known is no mere signatory from the first day on which that may have been.
  const signatoryTo = consent_date ?? (consent === null ? to : (consent_earliest ?? to))
  const force = entry_into_force !== null && entry_into_force <= to ? entry_into_force : null
  const ends = until !== null && until <= to ? until : to
  const signed = html`stroke="${paint.signatory}" stroke-width="1.5"`
  const deposited = html`stroke="${paint.party}" stroke-width="2" stroke-dasharray="3 3"`
  const inForce = html`stroke="${paint.party}" stroke-width="5"`
  return html`<path d="M${EDGE} ${y}H${width - EDGE}" fill="none" stroke="${paint.rule}"/>${line(signature_date, signatoryTo, signed)}${line(consent_date, force ?? to, deposited)}${line(force, ends, inForce)}${
    signature_date === null
      ? ''
      : html`<circle cx="${x(signature_date)}" cy="${y}" r="4" fill="${paint.paper}" stroke="${paint.signatory}" stroke-width="2"/>`
  }${consent_date === null ? '' : html`<circle cx="${x(consent_date)}" cy="${y}" r="5" fill="${paint.party}"/>`}`
}

/** One such line in a row of a page. What it shows stands in the cells beside it. */
export function stageLine(stages: Stages, span: StageSpan): Html | string {
  const drawn = drawStages(stages, span, { size: SIZE, paint: PAGE_PAINT })
  if (drawn === '') return ''
  return html`<svg class="stage" width="${SIZE.width}" height="${SIZE.height}" viewBox="0 0 ${SIZE.width} ${SIZE.height}">${drawn}</svg>`
}
