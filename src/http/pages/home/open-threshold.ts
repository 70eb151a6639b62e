import { projection } from '../../../answers/projection.ts'
import type { TreatySummary } from '../../../answers/treaty-summary.ts'
import type { Asking, Found } from '../asking.ts'
import { inlineSvg } from '../charts/count-curve.ts'
import { PAGE_PAINT } from '../charts/paint.ts'
import { DIAL_SIZE, dialNumbers, drawThresholdDial } from '../charts/threshold-dial.ts'
import { type Html, html } from '../html.ts'
import { dayAt, figure } from '../parts/figure.ts'
import { pictureLinks } from '../parts/picture-links.ts'
import { becauseWords } from '../projection/because-words.ts'
import type { Text } from '../text/text.ts'

type At = {
  readonly found: Found<unknown>
  /** Leads to the summary of the treaty in the answer. */
  readonly path: string
  readonly of: TreatySummary
}

/** When it may enter into force by the projection: the middle half and the middle nine tenths of what can be. */
function band(asking: Asking, slug: string): Html {
  const { text } = asking
  const found = asking.ask(projection, { t: slug })
  const { state, quantiles, because } = found.data.entry_into_force
  if (state !== 'projected' || quantiles === null) {
    return html`<span data-fixed>${text.say('home.no_band', { because: because === null ? text.plain('home.no_reason') : becauseWords(text, because) })}</span>`
  }
  const day = (name: keyof typeof quantiles): Html | string =>
    quantiles[name] === null
      ? text.plain('home.not_foreseen')
      : dayAt(text, found, `entry_into_force.quantiles.${name}`)
  return text.say(quantiles.p05 === asking.clocks.asOf ? 'home.band_begun' : 'home.band', {
    p05: day('p05'),
    p50: day('p50'),
    p95: day('p95'),
  })
}

/** How many instruments count; where acts without a day leave room, between which two numbers the truth lies. */
function progressOf(text: Text, { found, path, of: { counts, threshold } }: At): Html {
  const { at_least: least, at_most: most } = counts
  const rest = {
    remaining_count: Number(threshold.remaining),
    needed: figure(text, found, `${path}.threshold.needed`),
    remaining: figure(text, found, `${path}.threshold.remaining`),
  }
  if (least === undefined || most === undefined || least.threshold_count === most.threshold_count) {
    return text.say('home.progress', {
      ...rest,
      counted: figure(text, found, `${path}.counts.threshold_count`),
    })
  }
  return text.say('home.progress_span', {
    ...rest,
    least: figure(text, found, `${path}.counts.at_least.threshold_count`),
    most: figure(text, found, `${path}.counts.at_most.threshold_count`),
  })
}

/** The sentences and the dial of a treaty whose threshold is one plain count and not met: needed, counted, missing, the
 *  earliest day on which it could enter into force, the projection, and until when it can be signed. */
export function openThreshold(asking: Asking, { found, path, of }: At): Html {
  const { text } = asking
  const { needed } = of.threshold
  if (needed === null) throw new Error(`${of.slug} needs more than a number of instruments`)
  const dial = drawThresholdDial({ paint: PAGE_PAINT, ...dialNumbers(needed, of.counts) })
  const label = text.plain('home.progress_label')
  const earliest =
    of.earliest_entry_into_force === null
      ? ''
      : text.say('home.earliest', { day: dayAt(text, found, `${path}.earliest_entry_into_force`) })
  const closes =
    of.signature_window?.open === true && of.signature_window.closes_on !== null
      ? text.say('home.closes', { day: dayAt(text, found, `${path}.signature_window.closes_on`) })
      : ''
  const alone = text.say('picture.itself', {
    links: pictureLinks(asking, `/treaties/${of.slug}/progress`),
  })
  return html`${inlineSvg(DIAL_SIZE, { label, className: '' }, dial)}
<p class="quiet no-print">${alone}</p>
<p>${progressOf(text, { found, path, of })} ${earliest}</p><p>${band(asking, of.slug)} ${closes}</p>`
}
