import { gaps } from '../../../answers/gaps.ts'
import type { TreatySummary } from '../../../answers/treaty-summary.ts'
import type { Asking } from '../asking.ts'
import { type Html, html } from '../html.ts'
import { gapPlural, gapSpan } from '../parts/count-span.ts'

/** Who has joined another treaty of the family and not this one, and the other way round, as links to the lists. */
export function gapList(asking: Asking, one: TreatySummary): Html | string {
  const { text, view } = asking
  const own = view.treaties.find(({ slug }) => slug === one.slug)
  const others = view.treaties.filter(({ pack, slug }) => pack === own?.pack && slug !== one.slug)
  if (others.length === 0) return ''
  const item = (party: { slug: string; short_title: string }, not: { slug: string; short_title: string }) => {
    const question = { party: party.slug, not_party: not.slug }
    const found = asking.ask(gaps, question)
    const words = text.say('gap.item', {
      count: gapPlural(found.data),
      n: gapSpan(text, found),
      party: party.short_title,
      not_party: not.short_title,
    })
    return html`<li><a href="${asking.link('/gaps', question)}">${words}</a></li>`
  }
  return html`<section><h2>${text.plain('gap.title')}</h2><ul>${others.map((other) => item(other, one))}${others.map((other) => item(one, other))}</ul></section>`
}
