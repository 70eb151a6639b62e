import type { TreatyProjection } from '../../../answers/projection.ts'
import type { Asking, Found } from '../asking.ts'
import { type Html, html } from '../html.ts'
import { dayAt, figure } from '../parts/figure.ts'
import type { MessageName } from '../text/text.ts'
import { projectionSubject } from './asked-for.ts'
import { becauseWords } from './because-words.ts'

/** The projection of one treaty, as answered. */
export type Projected = Found<TreatyProjection>

type ForecastName = 'threshold_met' | 'entry_into_force'

type Quantiles = NonNullable<TreatyProjection['threshold_met']['quantiles']>

/** Which sentence a band has. Where its first day is that of the page it may have begun, or be past its middle, in the
 *  days after the end of the record. */
function bandWords({ p05, p50, p95 }: Quantiles, asOf: string): MessageName {
  if (p05 === null) return 'forecast.no_day'
  if (p50 === null) return p05 === asOf ? 'forecast.late_begun' : 'forecast.late'
  const kind = p95 === null ? 'open' : 'band'
  if (p50 === asOf) return `forecast.${kind}_already`
  return p05 === asOf ? `forecast.${kind}_begun` : `forecast.${kind}`
}

/** A forecast in one sentence: the day, or the band with the middle, or why nothing can be said. */
export function forecastWords(
  { text, clocks }: Asking,
  found: Found<unknown>,
  { path, forecast }: { readonly path: string; readonly forecast: TreatyProjection['threshold_met'] },
): Html {
  const { state, date, quantiles, because } = forecast
  if (date !== null) {
    return text.say(state === 'happened' ? 'forecast.happened' : 'forecast.fixed', {
      day: dayAt(text, found, `${path}.date`),
    })
  }
  if (quantiles === null) {
    return text.say('forecast.unsaid', {
      because: html`<span data-fixed>${because === null ? text.plain('home.no_reason') : becauseWords(text, because)}</span>`,
    })
  }
  const day = (name: keyof Quantiles) =>
    quantiles[name] === null ? '' : dayAt(text, found, `${path}.quantiles.${name}`)
  return text.say(bandWords(quantiles, clocks.asOf), {
    middle: day('p50'),
    early: day('p05'),
    late: day('p95'),
  })
}

/** The page in one line. */
export function readingTitle({ text, clocks }: Asking, found: Projected): Html {
  const { short_title, threshold, entry_into_force: force, milestones, hypothetical } = found.data
  const treaty = projectionSubject(text, found)
  if (hypothetical) return text.say('projection.title', { treaty })
  if (threshold.met_on === null && force.quantiles?.p50 != null) {
    return text.say('projection.title_force', {
      treaty: short_title,
      day: dayAt(text, found, 'entry_into_force.quantiles.p50'),
    })
  }
  const next = milestones.findIndex(
    ({ milestone, quantiles }) => milestone === 'next_deposit' && quantiles?.p50 != null,
  )
  if (next < 0) return text.say('projection.title', { treaty })
  if (milestones[next]?.quantiles?.p50 === clocks.asOf) {
    return text.say('projection.title_already', { treaty, day: dayAt(text, found, 'known_until') })
  }
  return text.say('projection.title_next', {
    treaty,
    day: dayAt(text, found, `milestones.${next}.quantiles.p50`),
  })
}

/** How far the record reaches, where that is not so far as the day of the page; who has joined and does not count. */
export function reachOf({ text }: Asking, found: Projected): Html {
  const { known_until, silence, joined_uncounted: joined, counted_at_most: most, threshold } = found.data
  const care =
    silence === null
      ? ''
      : html`<p><strong>${
          known_until === null
            ? text.plain('projection.never_heard')
            : text.say('projection.silence', { day: dayAt(text, found, 'known_until') })
        }</strong></p>`
  const each = joined.map(
    ({ name, reason }) => html`<li>${name}: <span data-fixed>${text.plain(`reason.${reason}`)}</span></li>`,
  )
  const numbers = {
    low: figure(text, found, 'threshold.counted'),
    high: figure(text, found, 'counted_at_most'),
  }
  const between =
    most > threshold.counted ? html`<p>${text.say('projection.counted_between', numbers)}</p>` : ''
  const uncounted =
    joined.length === 0 ? '' : html`<p>${text.plain('projection.uncounted')}</p><ul>${each}</ul>`
  return html`${care}${uncounted}${between}`
}

/** What is foretold, a line each, and how many there are now. */
export function readingOf(asking: Asking, found: Projected): Html {
  const { text } = asking
  const { data } = found
  const line = (name: ForecastName) =>
    html`<li>${text.plain(`projection.${name}`)}: ${forecastWords(asking, found, { path: name, forecast: data[name] })}</li>`
  const year = data.deposits_in_12_months.quantiles
  const deposits =
    year === null
      ? ''
      : html`<li>${text.say(data.silence === null ? 'projection.in_year' : 'projection.in_year_since', {
          day: dayAt(text, found, 'deposits_in_12_months.since'),
          low: figure(text, found, 'deposits_in_12_months.quantiles.p05'),
          high: figure(text, found, 'deposits_in_12_months.quantiles.p95'),
        })}</li>`
  return html`<ul>${line('threshold_met')}${line('entry_into_force')}${data.floors.map((floor, place) => {
    const words = forecastWords(asking, found, { path: `floors.${place}`, forecast: floor })
    return html`<li>${text.say('projection.floor', { treaty: floor.short_title, words })}</li>`
  })}<li>${text.say(data.acts_without_day === 0 ? 'projection.pace' : 'projection.pace_known', {
    n: figure(text, found, 'pace.deposits_12_months'),
    five: figure(text, found, 'pace.deposits_5_years'),
    day: dayAt(text, found, 'pace.until'),
  })}</li>${deposits}</ul>`
}
