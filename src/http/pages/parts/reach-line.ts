import { knownUntil } from '../../../answers/known-until.ts'
import type { PlainDate } from '../../../law/plain-date.ts'
import type { Asking } from '../asking.ts'
import { type Html, html } from '../html.ts'
import { daySpan } from './day.ts'

type Silent = { readonly title: string; readonly day: PlainDate }

/** Treaties of which the record has heard nothing for some days before that of the page. */
function silentOnes({ view, clocks, today }: Asking<unknown>, slugs: readonly string[] | null): Silent[] {
  const asked = clocks.asOf < today ? clocks.asOf : today
  return view.treaties.flatMap((treaty) => {
    if (treaty.adopted > clocks.asOf || (slugs !== null && !slugs.includes(treaty.slug))) return []
    const day = knownUntil(view, treaty, clocks.knownAt)
    return day === null || day >= asked ? [] : [{ title: treaty.short_title, day }]
  })
}

/** To which day the record of the treaties reaches, of all of them for null, where that is not the day of the page: what
 *  was done since is in no number. Empty where it reaches so far. */
export function reachLine(asking: Asking<unknown>, slugs: readonly string[] | null): Html | string {
  const { text, given } = asking
  // What is shown by a day of knowledge that is given stays as it is, whenever the sources are read again.
  if (given.known_at !== undefined) return ''
  const silent = silentOnes(asking, slugs)
  const [only] = silent
  if (only === undefined) return ''
  const parts = silent.map(({ title, day }) =>
    text.say('reach.part', { treaty: title, day: daySpan(text, day) }),
  )
  return html`<p class="quiet reach">${slugs?.length === 1 ? text.say('reach.one', { day: daySpan(text, only.day) }) : text.say('reach.many', { parts: text.list(parts) })}</p>`
}
