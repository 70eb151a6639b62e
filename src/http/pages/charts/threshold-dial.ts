import { arc } from 'd3-shape'
import type { TreatySummary } from '../../../answers/treaty-summary.ts'
import { type Html, html } from '../html.ts'
import type { Paint } from './paint.ts'

/** What a dial shows: how far a count is on its way to what is needed. */
export type ThresholdDial = {
  readonly paint: Paint
  readonly needed: number
  /** What counts for sure, and what may count at most. */
  readonly counted: number
  readonly atMost: number
}

/** What a dial shows of a treaty that needs so many instruments. */
export function dialNumbers(
  needed: number,
  { threshold_count: counted, at_most }: TreatySummary['counts'],
): Omit<ThresholdDial, 'paint'> {
  return { needed, counted, atMost: at_most === undefined ? counted : at_most.threshold_count }
}

export const DIAL_SIZE = { width: 160, height: 84 }
const OUTER = 76
const INNER = 58

/** A part of the half circle, from the left end; both ends are shares from 0 to 1. */
function ring(from: number, to: number): string {
  const angle = (share: number): number => (Math.min(share, 1) - 0.5) * Math.PI
  const path = arc()({
    innerRadius: INNER,
    outerRadius: OUTER,
    startAngle: angle(from),
    endAngle: angle(to),
  })
  return path ?? ''
}

/** A half circle that fills from left to right: what counts, what may count, what is missing. Its words are beside it
 *  on the page. */
export function drawThresholdDial({ paint, needed, counted, atMost }: ThresholdDial): Html {
  const sure = counted / needed
  const perhaps = atMost / needed
  const possible =
    atMost > counted ? html`<path d="${ring(sure, perhaps)}" fill="${paint.signatory}"></path>` : ''
  const certain = counted > 0 ? html`<path d="${ring(0, sure)}" fill="${paint.party}"></path>` : ''
  return html`<g transform="translate(${DIAL_SIZE.width / 2} ${OUTER + 2})">
<path d="${ring(0, 1)}" fill="${paint.nothing}"></path>${certain}${possible}
<path d="M${-OUTER} 0H${-INNER}M${INNER} 0H${OUTER}" stroke="${paint.line}"></path></g>`
}
