import { type Html, html, raw } from '../html.ts'
import type { Text } from '../text/text.ts'

/** A day in words that is not of an answer, such as the one asked about. */
export function daySpan(text: Text, day: string): Html {
  return html`<time datetime="${day}">${text.dayInWords(day)}</time>`
}

/** A day as data, for tables. A calendar day has nothing in it that would have to be escaped. */
export function dayCell(day: string | null): Html | string {
  return day === null ? '' : raw(`<time datetime="${day}">${day}</time>`)
}
