import type { Asking } from '../asking.ts'
import { type Html, html } from '../html.ts'
import { dayCell } from '../parts/day.ts'
import { table } from '../parts/table.ts'
import { notificationWords } from './notification-words.ts'
import type { FoundStanding } from './standing.ts'

/** Its reservations, declarations and notifications on record, and what the record cannot say about them. */
export function declarationTable(asking: Asking, found: FoundStanding): Html {
  const { text, view } = asking
  const { declarations, treaties } = found.data
  const consented = new Set(treaties.filter(({ consent }) => consent !== null).map(({ slug }) => slug))
  const asked = notificationWords(
    text,
    view.treaties.filter(({ slug }) => consented.has(slug)),
  )
  const title = (slug: string) => treaties.find((row) => row.slug === slug)?.short_title ?? slug
  const head = html` data-head="${text.plain('column.article')}"`
  const rows = declarations.map(
    (one, place) => html`<tr data-row="declarations.${place}"><th scope="row">${title(one.slug)}</th>
<td>${text.plain(`declaration.${one.kind}`)}</td><td data-at="made_at">${dayCell(one.made_at)}</td><td data-at="article"${one.article === '' ? '' : head}>${one.article}</td><td class="words" data-at="summary">${one.summary}</td></tr>\n`,
  )
  const heads = ['column.treaty', 'column.kind', 'column.day', 'column.article', 'column.summary'] as const
  return html`<section><h2>${text.plain('state.declarations')}</h2>
${
  rows.length === 0
    ? html`<p>${text.say('state.no_declarations')}</p>`
    : table({
        id: 'declarations',
        caption: text.plain('state.declarations_caption'),
        columns: heads.map((name) => ({ head: text.plain(name) })),
        rows,
        found,
        stacked: true,
      })
}
<p class="quiet" data-fixed>${text.say('state.advice', { treaties: html`${asked}` })}</p></section>`
}
