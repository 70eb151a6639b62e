import { type PlainDate, plainDate } from '../../../law/plain-date.ts'
import { dayNumber } from '../../../projection/day-number.ts'
import { type Html, html } from '../html.ts'

const WIDTH = 220
const HEIGHT = 22
const EDGE = 8

type Stages = {
  readonly signature_date: string | null
  readonly consent_date: string | null
  readonly entry_into_force: string | null
  readonly until: string | null
}

/** One line from signature to deposit to in force, over the years that the record covers: a thin line after
 *  signature, a broken one after deposit, a thick one while in force; empty where no day is known. What it shows stands
 *  in the cells beside it. */
export function stageLine(
  { signature_date, consent_date, entry_into_force, until }: Stages,
  { from, to }: { readonly from: PlainDate; readonly to: PlainDate },
): Html | string {
  if (signature_date === null && consent_date === null) return ''
  const whole = Math.max(1, dayNumber(to) - dayNumber(from))
  const x = (day: string) =>
    Math.round(
      EDGE +
        (Math.min(Math.max(dayNumber(plainDate(day)) - dayNumber(from), 0), whole) / whole) *
          (WIDTH - 2 * EDGE),
    )
  const y = HEIGHT / 2
  const line = (start: string | null, end: string | null, how: string) =>
    start === null
      ? ''
      : html`<path d="M${x(start)} ${y}H${x(end ?? to)}" fill="none" stroke="currentColor" class="stage-${how}"/>`
  const force = entry_into_force !== null && entry_into_force <= to ? entry_into_force : null
  return html`<svg class="stage" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">
<path d="M${EDGE} ${y}H${WIDTH - EDGE}" fill="none" stroke="currentColor" stroke-opacity=".3" class="stage-none"/>${line(signature_date, consent_date ?? to, 'signed')}${line(consent_date, force ?? to, 'deposited')}${line(force, until !== null && until <= to ? until : to, 'force')}
${signature_date === null ? '' : html`<circle cx="${x(signature_date)}" cy="${y}" r="4" class="stage-signature"/>`}
${consent_date === null ? '' : html`<circle cx="${x(consent_date)}" cy="${y}" r="5" class="stage-deposit"/>`}</svg>`
}
