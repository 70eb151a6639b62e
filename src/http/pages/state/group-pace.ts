import { stateProjection } from '../../../answers/state-projection.ts'
import type { Asking, Found } from '../asking.ts'
import { type Html, html } from '../html.ts'
import { numberSpan, ofAll } from '../parts/count-span.ts'
import { figure } from '../parts/figure.ts'
import { table } from '../parts/table.ts'
import type { FoundStanding } from './standing.ts'

type Outlook = {
  readonly groups: readonly {
    readonly group: string | null
    readonly title: string
    readonly pace: {
      readonly joined: number
      readonly joined_at_least?: number | undefined
      readonly members: number
    }
    readonly time_from_signature: { readonly days: { readonly p50: number | null } | null }
  }[]
}

function paceCell(
  asking: Asking,
  found: Found<Outlook>,
  { place, head }: { place: number; head: string },
): Html {
  const { text } = asking
  const group = found.data.groups[place]
  if (group === undefined) return html`<td data-head="${head}"></td>`
  const at = `groups.${place}`
  const half = group.time_from_signature.days?.p50
  const wait =
    typeof half === 'number'
      ? html`<br><span class="quiet">${text.say('pace.half', { count: half, n: figure(text, found, `${at}.time_from_signature.days.p50`) })}</span>`
      : ''
  return html`<td data-head="${head}">${ofAll(text, {
    n: numberSpan(text, found, {
      one: `${at}.pace.joined`,
      least: `${at}.pace.joined_at_least`,
      most: `${at}.pace.joined_at_most`,
      open: group.pace.joined_at_least !== undefined,
    }),
    needed: figure(text, found, `${at}.pace.members`),
  })}${wait}</td>`
}

/** How far the groups it belongs to have come under each treaty, every State first: organizations are in none of these numbers. */
export function groupPace(asking: Asking, found: FoundStanding): Html {
  const { text } = asking
  const { participant, treaties, groups } = found.data
  const outlooks: Found<Outlook>[] = treaties.map(({ slug }) =>
    asking.ask(stateProjection, { t: slug, p: participant }),
  )
  const titles = [{ group: null, title: text.plain('pace.every_state') }, ...groups]
  const rows = titles.map(({ group, title }, place) => {
    const name = group === null ? title : html`<a href="${asking.link('/states', { group })}">${title}</a>`
    return html`<tr><th scope="row">${name}</th>${outlooks.map((outlook, at) => paceCell(asking, outlook, { place, head: String(treaties[at]?.short_title) }))}</tr>\n`
  })
  return html`<section><h2>${text.plain('pace.title')}</h2>${table({
    id: 'pace',
    caption: text.plain('pace.caption'),
    columns: [
      { head: text.plain('column.group') },
      ...treaties.map(({ short_title }) => ({ head: short_title })),
    ],
    rows,
    stacked: true,
  })}</section>`
}
