import type { Asking } from '../asking.ts'
import { type StageSpan, stageLine } from '../charts/stage-line.ts'
import { type Html, html } from '../html.ts'
import { consentCell, forceUnknown, signedCell } from '../parts/consent-cell.ts'
import { dayCell } from '../parts/day.ts'
import { pictureLinks } from '../parts/picture-links.ts'
import { statusWords } from '../parts/status-mark.ts'
import { table } from '../parts/table.ts'
import { markedAs } from '../parts/undated.ts'
import type { MessageName } from '../text/text.ts'
import type { FoundStanding, Standing } from './standing.ts'

type Row = Standing['treaties'][number]

function waitOf({ text }: Asking, days: number | null, name: string): Html | string {
  if (days === null) return ''
  // A succession is received later than the day from which it has effect.
  const count = Math.abs(days)
  const n = html`<data value="${days}" data-at="${name}">${text.number(count)}</data>`
  const words = days < 0 ? 'state.earlier' : 'state.later'
  return html`<br><span class="quiet">${text.say(words, { count, n })}</span>`
}

/** The years of the lines: from the first day of the record to that of the page. */
export function spanOfStages({ view, clocks }: Asking): StageSpan {
  return { from: view.firstDay ?? clocks.asOf, to: clocks.asOf }
}

function tableRow(asking: Asking, row: Row, place: number): Html {
  const { text } = asking
  const until =
    row.until === null
      ? ''
      : html`<br>${text.say('state.until', { day: html`<span data-at="until">${dayCell(row.until)}</span>` })}`
  const unknown = forceUnknown(text, row)
  const article =
    row.article === null
      ? ''
      : html`<br><span class="quiet">${text.say('state.by_article', { article: html`<span data-at="article">${row.article}</span>` })}</span>`
  const head = (name: MessageName) => html` data-head="${text.plain(name)}"`
  return html`<tr data-row="treaties.${place}"><th scope="row"><a href="${asking.link(`/treaties/${row.slug}`)}">${row.short_title}</a></th>
<td>${row.is_adopted ? statusWords(text, markedAs(row)) : text.plain('status.not_adopted')}</td>
<td${head('list.signed')}>${signedCell(text, row)}</td>
<td${head('list.deposited')}>${consentCell(asking, row)}${waitOf(asking, row.signature_to_consent_days, 'signature_to_consent_days')}</td>
<td${row.entry_into_force === null && unknown === '' ? '' : head('list.in_force')}>${unknown}<span data-at="entry_into_force">${dayCell(row.entry_into_force)}</span>${waitOf(asking, row.consent_to_force_days, 'consent_to_force_days')}${article}${until}</td>
<td aria-hidden="true">${stageLine(row, spanOfStages(asking))}</td></tr>\n`
}

/** What a signature or an instrument asks of it until the treaty is in force for it. */
function interimDuty(asking: Asking, { treaties, kind }: Standing): Html | string {
  const { text } = asking
  const under = treaties.filter(({ status }) =>
    ['signatory', 'contracting', 'blocked_parent'].includes(status),
  )
  if (under.length === 0) return ''
  const names = text.list(
    under.map(({ short_title }) => html`${text.say('state.treaty', { treaty: short_title })}`),
  )
  return html`<p>${text.say(kind === 'organization' ? 'state.interim_organization' : 'state.interim', {
    treaties: names,
    article: (words) => html`<span data-fixed>${words}</span>`,
  })}</p>`
}

/** The stages under each treaty: signature, deposit, in force, with the days between. */
export function stageTable(asking: Asking, found: FoundStanding): Html {
  const { text } = asking
  const { from, to } = spanOfStages(asking)
  const years = { from: from.slice(0, 4), to: to.slice(0, 4) }
  const heads = ['column.treaty', 'list.status', 'list.signed', 'list.deposited', 'list.in_force'] as const
  return html`${table({
    id: 'stages',
    caption: text.plain('state.stages'),
    columns: [
      ...heads.map((name) => ({ head: text.plain(name) })),
      { head: html`<span data-fixed>${text.plain('state.line', years)}</span>` },
    ],
    rows: found.data.treaties.map((row, place) => tableRow(asking, row, place)),
    found,
    stacked: true,
  })}<p class="quiet no-print">${text.say('picture.itself', { links: pictureLinks(asking, `/states/${found.data.participant}/stages`) })}</p>${interimDuty(asking, found.data)}`
}
