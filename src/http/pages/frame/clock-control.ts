import type { Asking } from '../asking.ts'
import { type Html, html } from '../html.ts'
import { daySpan } from '../parts/day.ts'
import { writtenOnce } from '../parts/written-once.ts'
import { queryText } from '../query-text.ts'
import { placeOfDay, SLIDER_NAME } from './quarter-places.ts'

function hiddenFields(fields: readonly (readonly [string, string | undefined])[]): (Html | string)[] {
  return fields.map(([name, value]) =>
    value === undefined ? '' : html`<input type="hidden" name="${name}" value="${value}">`,
  )
}

function heading({ text, clocks, today, given }: Asking): Html {
  if (given.known_at !== undefined && clocks.knownAt !== today) {
    const name = clocks.asOf === clocks.knownAt ? 'clock.then' : 'clock.both'
    return text.say(name, { day: daySpan(text, clocks.asOf), known: daySpan(text, clocks.knownAt) })
  }
  return clocks.asOf === today
    ? text.say('clock.today')
    : text.say('clock.day', { day: daySpan(text, clocks.asOf) })
}

function fieldsForm({ text, view, given, address }: Asking): Html {
  const field = (name: 'as_of' | 'known_at', first: string | null) =>
    html`<p><label for="clock-${name}">${text.say(`clock.${name}`)}</label>
<input type="date" id="clock-${name}" name="${name}" value="${given[name] ?? ''}"${first === null ? '' : html` min="${first}"`}></p>`
  return html`<form method="get" action="${address.path}">${hiddenFields(address.query)}
${field('as_of', view.firstDay)}${field('known_at', view.firstKnown)}
<p><button>${text.say('clock.show')}</button></p></form>`
}

const YEARS_SHOWN = 7

/** Years to be printed under the slider, evenly spread, the first and the last among them. */
function yearsShown(first: number, last: number): number[] {
  const step = Math.max(1, Math.ceil((last - first) / (YEARS_SHOWN - 1)))
  const years = Array.from(
    { length: Math.floor((last - first) / step) + 1 },
    (_, place) => first + place * step,
  )
  return years.at(-1) === last ? years : [...years.slice(0, -1), last]
}

function sliderForm(asking: Asking): Html | string {
  const { text, view, clocks, today, given, address } = asking
  if (view.firstDay === null) return ''
  const first = placeOfDay(view.firstDay)
  const last = placeOfDay(today)
  const at = Math.min(Math.max(placeOfDay(clocks.asOf), first), last)
  // There are four places a year, so that all of them are written once.
  const places = writtenOnce(asking, { of: view.record, name: `slider ${at} ${today}` }, () => {
    const years = yearsShown(Math.floor(first), Math.floor(last))
    return html`<p><label for="clock-slider">${text.plain('clock.quarter')} <output id="clock-slider-shown" for="clock-slider"></output></label>
<input type="range" id="clock-slider" name="${SLIDER_NAME}" min="${first}" max="${last}" step="0.25" value="${at}" list="clock-years" data-shown-in="clock-slider-shown" data-last="${today}">
<span class="scale" aria-hidden="true">${years.map((year) => html`<span>${year}</span>`)}</span>
<datalist id="clock-years">${years.map((year) => html`<option value="${year}"></option>`)}</datalist></p>
<p><button>${text.say('clock.go')}</button></p></form>`
  })
  return html`<form method="get" action="${address.path}" class="slider">${hiddenFields(address.query)}
${hiddenFields([['known_at', given.known_at]])}
${places}`
}

/** The day of the law and the day of knowledge, and two forms that change them; without script. */
export function clockControl(asking: Asking): Html {
  return html`<details class="clock" data-fixed><summary>${heading(asking)}</summary>
<div class="panel"><p class="quiet">${asking.text.say('clock.about')}</p>
${fieldsForm(asking)}${sliderForm(asking)}</div></details>`
}

/** Whether the page shows another day than today, for either clock. */
export function isElsewhen({ clocks, today }: Pick<Asking, 'clocks' | 'today'>): boolean {
  return clocks.asOf !== today || clocks.knownAt !== today
}

/** A link to the page that lays what is shown beside today: what has changed since, or by a day to come will have. */
function besideToday({ clocks, today, text }: Asking): Html {
  const known = clocks.knownAt > today ? today : clocks.knownAt
  const isToCome = clocks.asOf > today
  const until = isToCome ? `&as_of=${clocks.asOf}` : ''
  const address = `/changes?since=${isToCome ? today : clocks.asOf}&since_known_at=${known}${until}`
  return html`<a href="${address}">${text.say(isToCome ? 'banner.changes_until' : 'banner.changes')}</a>`
}

function bannerName({ clocks, today }: Asking) {
  if (clocks.asOf > today) return 'banner.future'
  if (clocks.knownAt === today) return 'banner.past'
  return clocks.asOf === today ? 'banner.known' : 'banner.both'
}

/** Says that one looks at the past or at what is to come, with the ways out; of a page that shows the installation as it
 *  is now, that it does. Empty for today. */
export function clockBanner(asking: Asking, showsNow: boolean): Html | string {
  const { text, clocks, address } = asking
  if (!isElsewhen(asking)) return ''
  const name = showsNow ? 'banner.now' : bannerName(asking)
  const here = address.query.length === 0 ? '' : `?${queryText(address.query)}`
  const said = text.say(name, { day: daySpan(text, clocks.asOf), known: daySpan(text, clocks.knownAt) })
  return html`<aside class="banner" aria-label="${text.plain('banner.label')}"><p>${said}
${besideToday(asking)} &middot; <a href="${address.path}${here}">${text.say('banner.today')}</a></p></aside>`
}
