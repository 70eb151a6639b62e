import { groups } from '../../../answers/groups.ts'
import type { ListedRow } from '../../../answers/listed-row.ts'
import { treatyParticipants } from '../../../answers/treaty-participants.ts'
import type { TreatySummary } from '../../../answers/treaty-summary.ts'
import { STATUSES, type Status } from '../../../law/evaluation.ts'
import type { Asking, Found } from '../asking.ts'
import { type Html, html } from '../html.ts'
import { consentCell, forceCell, signedCell } from '../parts/consent-cell.ts'
import { countOf } from '../parts/figure.ts'
import { statusWords } from '../parts/status-mark.ts'
import { table } from '../parts/table.ts'
import { markedAs } from '../parts/undated.ts'
import { rowsWrittenOnce } from '../parts/written-once.ts'
import { type PlacedRow, readSort, SORT_KEYS, type SortKey, sortRows } from './sort-rows.ts'

type Filters = {
  readonly status?: readonly Status[] | undefined
  readonly group?: string | undefined
  readonly sort?: string | undefined
}

type Rows = Found<{ readonly participants: readonly ListedRow[] }>

function without<T extends Record<string, string | undefined>>(values: T): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((one): one is [string, string] => one[1] !== undefined),
  )
}

function tableRows(asking: Asking, rows: readonly PlacedRow[]): Html {
  const { text } = asking
  const head = (key: SortKey) => html` data-head="${text.plain(`list.${key}`)}"`
  const former = ({ name, name_today }: ListedRow) =>
    name === name_today
      ? ''
      : html` <span class="quiet">${text.say('name.today', { name: name_today })}</span>`
  return rowsWrittenOnce(
    asking,
    { rows, list: 'participants' },
    {
      pieceOf: (of) => ({ of, name: 'listed' }),
      write: (
        row,
        link,
      ) => html`<th scope="row"><a href="${link(`/states/${row.participant}`)}">${row.name}</a>${former(row)}</th>
<td${head('signed')}>${signedCell(text, row)}</td><td${head('deposited')}>${consentCell(asking, row)}</td>
<td${head('in_force')}>${forceCell(text, row)}</td><td>${statusWords(text, markedAs(row))}</td></tr>\n`,
    },
  )
}

/** A link for each status, with how many of the group that is shown, or of everyone, have it. */
function statusLinks(
  asking: Asking,
  one: TreatySummary,
  { filters, anyStatus }: { filters: Filters; anyStatus: Rows },
): Html {
  const { text } = asking
  const rest = without({ group: filters.group, sort: filters.sort })
  const link = (status: Status | null) =>
    `${asking.link(`/treaties/${one.slug}`, status === null ? rest : { ...rest, status })}#participants`
  const rows = anyStatus.data.participants
  const chosen = filters.status?.length === 1 ? filters.status[0] : null
  const item = (status: Status | null, words: string, shown: number) =>
    html`<li><a href="${link(status)}"${(filters.status === undefined && status === null) || (status !== null && chosen === status) ? html` aria-current="true"` : ''}>${words}</a> ${countOf(text, anyStatus, { path: 'participants', shown, where: status === null ? '' : `status=${status}` })}</li>`
  return html`<ul class="key">${item(null, text.plain('filter.all'), rows.length)}${STATUSES.map((status) => {
    const shown = rows.filter((row) => row.status === status).length
    return shown === 0 ? '' : item(status, text.plain(`status.${status}`), shown)
  })}</ul>`
}

function groupForm(asking: Asking, one: TreatySummary, filters: Filters): Html {
  const { text, given } = asking
  const { data } = asking.ask(groups, {})
  const kept = without({ ...given, status: filters.status?.join(','), sort: filters.sort })
  return html`<form method="get" action="/treaties/${one.slug}#participants" class="no-print">${Object.entries(kept).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<label for="group">${text.plain('filter.group')}</label>
<select id="group" name="group"><option value="">${text.plain('filter.everyone')}</option>${data.groups.map(
    ({ group, title }) =>
      html`<option value="${group}"${filters.group === group ? html` selected` : ''}>${title}</option>`,
  )}</select> <button>${text.plain('filter.show')}</button></form>`
}

/** Everyone under the treaty, to be filtered and put in order by links and a form. */
export function participantTable(asking: Asking, one: TreatySummary): Html {
  const { text } = asking
  const filters = asking.parameters as Filters
  const asked = without({ status: filters.status?.join(','), group: filters.group })
  const anyStatus: Rows = asking.ask(treatyParticipants, {
    t: one.slug,
    ...without({ group: filters.group }),
  })
  const found: Rows = asking.ask(treatyParticipants, { t: one.slug, ...asked })
  const sort = readSort(filters.sort)
  const placed = found.data.participants.map((row, place) => ({ row, place }))
  const sortLink = (key: SortKey) => {
    const isOwn = sort.key === key
    const next = isOwn && !sort.isReversed ? `-${key}` : key
    const order = isOwn ? (sort.isReversed ? ('descending' as const) : ('ascending' as const)) : null
    return {
      address: `${asking.link(`/treaties/${one.slug}`, { ...asked, sort: next })}#participants`,
      order,
    }
  }
  // On a phone the heads of the columns, which put the list in order, are out of sight.
  const orders = SORT_KEYS.map((key) => {
    const { address, order } = sortLink(key)
    return html`<a href="${address}"${order === null ? '' : html` aria-current="true"`}>${text.plain(`list.${key}`)}</a>`
  })
  return html`<section id="participants"><h2>${text.plain('list.title')}</h2>
${statusLinks(asking, one, { filters, anyStatus })}${groupForm(asking, one, filters)}
<p class="phone-only no-print">${text.say('list.order', { links: text.list(orders) })}</p>
${table({
  id: 'list',
  caption: text.say('list.caption', {
    count: placed.length,
    n: countOf(text, found, { path: 'participants', shown: placed.length, where: '' }),
    treaty: one.short_title,
  }),
  columns: SORT_KEYS.map((key) => ({ head: text.plain(`list.${key}`), sort: sortLink(key) })),
  rows: tableRows(asking, sortRows(placed, sort, text)),
  found,
  past: text.plain('table.past'),
  stacked: true,
})}</section>`
}
