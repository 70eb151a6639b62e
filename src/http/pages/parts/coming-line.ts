import type { Asking } from '../asking.ts'
import { type Html, html } from '../html.ts'
import { daySpan } from './day.ts'

/** That the treaty had not been adopted on the day of the page, in a sentence; null once it was. */
export function comingSentence({ text, view, clocks }: Asking<unknown>, slug: string): Html | null {
  const own = view.treaties.find((one) => one.slug === slug)
  if (own === undefined || own.adopted <= clocks.asOf) return null
  return text.say('treaty.not_adopted', { treaty: own.short_title, adopted: daySpan(text, own.adopted) })
}

/** The same as a paragraph; empty once it was. */
export function comingLine(asking: Asking<unknown>, slug: string): Html | string {
  const sentence = comingSentence(asking, slug)
  return sentence === null ? '' : html`<p>${sentence}</p>`
}
