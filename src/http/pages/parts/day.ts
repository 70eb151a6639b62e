import { html } from 'hono/html'
import type { Html } from '../page.ts'
import type { Text } from '../text/text.ts'

/** A day in words that is not of an answer, such as the one asked about. */
export function daySpan(text: Text, day: string): Html {
  return html`<time datetime="${day}">${text.dayInWords(day)}</time>`
}

/** A day as data, for tables. */
export function dayCell(day: string | null): Html | string {
  return day === null ? '' : html`<time datetime="${day}">${day}</time>`
}
