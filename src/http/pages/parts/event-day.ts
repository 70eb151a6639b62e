import { type Html, html } from '../html.ts'
import type { Text } from '../text/text.ts'
import { dayCell } from './day.ts'

type Dated = {
  readonly action_date: string | null
  readonly earliest: string | null
  readonly latest: string | null
}

/** The day of an event, for a cell of a row that names the event; or between which days it happened. `written` where
 *  it is read in words and not as data. */
export function eventDay(
  text: Text,
  { action_date, earliest, latest }: Dated,
  written: (day: string) => Html | string = dayCell,
): Html | string {
  if (action_date !== null) return html`<span data-at="action_date">${written(action_date)}</span>`
  if (earliest === null) return ''
  const first = html`<span data-at="earliest">${written(earliest)}</span>`
  if (latest === null) return text.say('consent.perhaps', { earliest: first })
  return text.say('consent.between', {
    earliest: first,
    latest: html`<span data-at="latest">${written(latest)}</span>`,
  })
}
