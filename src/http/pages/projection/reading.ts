import type { TreatyProjection } from '../../../answers/projection.ts'
import type { Asking, Found } from '../asking.ts'
import { type Html, html } from '../html.ts'
import { dayAt, figure } from '../parts/figure.ts'
import { becauseWords } from './because-words.ts'

/** The projection of one treaty, as answered. */
export type Projected = Found<TreatyProjection>

type ForecastName = 'threshold_met' | 'entry_into_force'

/** A forecast in one sentence: the day, or the band with the middle, or why nothing can be said. */
export function forecastWords(
  { text }: Asking,
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
  if (quantiles.p05 === null) return text.say('forecast.no_day')
  if (quantiles.p50 === null) {
    return text.say('forecast.late', { early: dayAt(text, found, `${path}.quantiles.p05`) })
  }
  return text.say(quantiles.p95 === null ? 'forecast.open' : 'forecast.band', {
    middle: dayAt(text, found, `${path}.quantiles.p50`),
    early: dayAt(text, found, `${path}.quantiles.p05`),
    late: quantiles.p95 === null ? '' : dayAt(text, found, `${path}.quantiles.p95`),
  })
}

/** The page in one line. */
export function readingTitle({ text }: Asking, found: Projected): Html {
  const { short_title: treaty, threshold, entry_into_force: force, milestones, hypothetical } = found.data
  if (hypothetical) return text.say('projection.title', { treaty })
  if (threshold.met_on === null && force.quantiles?.p50 != null) {
    return text.say('projection.title_force', {
      treaty,
      day: dayAt(text, found, 'entry_into_force.quantiles.p50'),
    })
  }
  const next = milestones.findIndex(
    ({ milestone, quantiles }) => milestone === 'next_deposit' && quantiles?.p50 != null,
  )
  if (next < 0) return text.say('projection.title', { treaty })
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
      : html`<li>${text.say('projection.in_year', {
          low: figure(text, found, 'deposits_in_12_months.quantiles.p05'),
          high: figure(text, found, 'deposits_in_12_months.quantiles.p95'),
        })}</li>`
  return html`<ul>${line('threshold_met')}${line('entry_into_force')}${data.floors.map((floor, place) => {
    const words = forecastWords(asking, found, { path: `floors.${place}`, forecast: floor })
    return html`<li>${text.say('projection.floor', { treaty: floor.short_title, words })}</li>`
  })}<li>${text.say('projection.pace', {
    n: figure(text, found, 'pace.deposits_12_months'),
    five: figure(text, found, 'pace.deposits_5_years'),
    day: dayAt(text, found, 'pace.until'),
  })}</li>${deposits}</ul>`
}
