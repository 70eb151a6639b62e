import type { Asking } from '../asking.ts'
import { type Html, html } from '../html.ts'
import { daySpan } from '../parts/day.ts'
import { dayAt } from '../parts/figure.ts'
import type { FoundStanding } from './standing.ts'

/** Whether it is a State that was none yet on the day of the page, by its own first day or an act before it. */
export function isStateLater({ view, clocks }: Asking, { data }: FoundStanding): boolean {
  return data.kind === 'state' && !view.names.statesOn(clocks.asOf).includes(data.participant)
}

/** That it was no State yet on the day of the page, and from when it is one. Empty where it was. */
export function stateLaterLine(asking: Asking, found: FoundStanding): Html | string {
  const { text, clocks } = asking
  const { name, state_from, un_member_from } = found.data
  if (!isStateLater(asking, found) || (state_from ?? un_member_from) === null) return ''
  const from = state_from === null ? 'un_member_from' : 'state_from'
  return html`<p>${text.say('state.not_yet', { name, day: daySpan(text, clocks.asOf), from: dayAt(text, found, from) })}</p>`
}

/** What had not come yet on the day of the page: the State itself, or a treaty. Empty where all was there. */
export function notThen(asking: Asking, found: FoundStanding): Html | string {
  const { text, view } = asking
  const { treaties } = found.data
  const coming = view.treaties.filter(({ slug }) =>
    treaties.some((row) => row.slug === slug && !row.is_adopted),
  )
  const missing = coming.map(
    ({ short_title, adopted }) =>
      html`<p>${text.say('treaty.not_adopted', { treaty: short_title, adopted: daySpan(text, adopted) })}</p>`,
  )
  return html`${stateLaterLine(asking, found)}${missing}`
}
