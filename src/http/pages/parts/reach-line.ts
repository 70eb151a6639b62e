import { readWholeUntil } from '../../../answers/known-until.ts'
import type { PlainDate } from '../../../law/plain-date.ts'
import type { Asking } from '../asking.ts'
import { type Html, html } from '../html.ts'
import { daySpan } from './day.ts'

type Silent = { readonly title: string; readonly day: PlainDate }

/** Treaties of which the depositary was not read since some days before that of the page. */
function silentOnes({ view, clocks, today }: Asking<unknown>, slugs: readonly string[] | null): Silent[] {
  const asked = clocks.asOf < today ? clocks.asOf : today
  return view.treaties.flatMap((treaty) => {
    if (treaty.adopted > clocks.asOf || (slugs !== null && !slugs.includes(treaty.slug))) return []
    const day = readWholeUntil(view, treaty, clocks.knownAt)
    return day === null || day >= asked ? [] : [{ title: treaty.short_title, day }]
  })
}

/** As at which day the depositary was last read of the treaties, of all of them for null, where that is before the day of
 *  the page: what was done since is shown only where it became known by itself. Else empty. */
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
