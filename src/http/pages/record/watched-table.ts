import type { ReconciliationReport } from '../../../answers/reconciliation.ts'
import type { Asking } from '../asking.ts'
import { type Html, html } from '../html.ts'
import { table } from '../parts/table.ts'
import type { MessageName, Text } from '../text/text.ts'
import { watchedLink } from './watched-link.ts'

function instant(text: Text, at: string | null): Html | string {
  return at === null
    ? text.plain('sources.never')
    : html`<time datetime="${at}">${text.instantInWords(at)}</time>`
}

/** Every page that is watched: when it was last read well, when it is due, and what went wrong. */
export function watchedTable({ text, view }: Asking, report: ReconciliationReport | null): Html {
  if (report === null) return html`<p>${text.plain('sources.cannot_say')}</p>`
  if (report.sources.length === 0) return html`<p>${text.plain('sources.none_watched')}</p>`
  const title = (number: string) => view.treaties.find((one) => one.number === number)?.short_title ?? number
  const head = (name: MessageName) => html` data-head="${text.plain(name)}"`
  const rows = report.sources.map(
    (
      one,
    ) => html`<tr><th scope="row">${title(one.treaty)}<br><span class="quiet">${watchedLink(one)}</span></th>
<td>${text.plain(`sources.${one.state}`)}</td><td${head('column.checked')}>${instant(text, one.checked_at)}</td><td${head('column.due')}>${instant(text, one.due_at)}</td><td class="words"${head('column.failure')}>${one.failure ?? text.plain(one.checked_at === null ? 'sources.not_checked' : 'sources.no_failure')}</td></tr>\n`,
  )
  const heads = ['column.treaty', 'column.state', 'column.checked', 'column.due', 'column.failure'] as const
  const alarms = report.alarms.map(({ said }) => html`<li>${said}</li>`)
  return html`<div data-fixed><p>${report.said}</p>${alarms.length === 0 ? '' : html`<ul>${alarms}</ul>`}${table(
    {
      id: 'watched',
      caption: text.plain('sources.watched_caption'),
      columns: heads.map((name) => ({ head: text.plain(name) })),
      rows,
      stacked: true,
    },
  )}</div>`
}
