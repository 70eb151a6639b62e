import type { Asking } from '../asking.ts'
import { type Html, html } from '../html.ts'
import { dayCell } from '../parts/day.ts'
import { countOf } from '../parts/figure.ts'
import { table } from '../parts/table.ts'
import { type PlacedRow, rowsWrittenOnce } from '../parts/written-once.ts'
import type { MessageName } from '../text/text.ts'
import type { Proof } from './day-steps.ts'

type LedgerRow = Proof['data']['ledger'][number]

function headsOf({ text }: Asking, names: readonly MessageName[]) {
  return names.map((name) => ({ head: text.plain(name), isNumber: name === 'column.place' }))
}

function nameCell(link: (path: string) => string, { participant, name }: LedgerRow): Html {
  return html`<th scope="row"><a href="${link(`/states/${participant}`)}">${name}</a></th>`
}

/** The cell of the day of an act, or of the two between which it lies. */
function ledgerDay(text: Asking['text'], { action_date, earliest, latest }: LedgerRow): Html {
  if (earliest === undefined || latest === undefined) {
    return html`<td data-at="action_date">${dayCell(action_date)}</td>`
  }
  const between = text.say('why.undated_between', {
    earliest: html`<span data-at="earliest">${dayCell(earliest)}</span>`,
    latest: html`<span data-at="latest">${dayCell(latest)}</span>`,
  })
  return html`<td>${between}</td>`
}

function countedRows(asking: Asking, rows: readonly PlacedRow<LedgerRow>[]): Html {
  const { text } = asking
  return rowsWrittenOnce(
    asking,
    { rows, list: 'ledger' },
    {
      pieceOf: (of) => ({ of, name: 'counted' }),
      write: (
        row,
        link,
      ) => html`<td class="number place" data-at="ordinal">${row.ordinal}</td>${nameCell(link, row)}
${ledgerDay(text, row)}<td>${text.plain(`deposit.${row.action}`)}</td><td data-at="article" data-head="${text.plain('column.article')}"><bdi>${row.article}</bdi></td></tr>
`,
    },
  )
}

function otherRows(asking: Asking, rows: readonly PlacedRow<LedgerRow>[]): Html {
  const { text } = asking
  return rowsWrittenOnce(
    asking,
    { rows, list: 'ledger' },
    {
      pieceOf: (of) => ({ of, name: 'other' }),
      write: (row, link) => html`${nameCell(link, row)}<td>${text.plain(`deposit.${row.action}`)}</td>
${ledgerDay(text, row)}<td class="words">${text.plain(`reason.${row.reason}`)}</td><td data-at="article" data-head="${text.plain('column.article')}"><bdi>${row.article}</bdi></td></tr>\n`,
    },
  )
}

function otherTable(
  asking: Asking,
  found: Proof,
  given: { rows: readonly PlacedRow<LedgerRow>[]; id: string; caption: Html },
): Html {
  return table({
    id: given.id,
    caption: given.caption,
    columns: headsOf(asking, [
      'column.participant',
      'column.act',
      'column.day',
      'column.reason',
      'column.article',
    ]),
    rows: otherRows(asking, given.rows),
    found,
    past: asking.text.plain('table.past'),
    stacked: true,
  })
}

function undatedList(asking: Asking, { data, place: of }: Proof): Html | string {
  const { text } = asking
  if (data.undated_acts.length === 0) return ''
  const placed = data.undated_acts.map((act, place) => ({ act, place }))
  placed.sort(({ act: one }, { act: other }) =>
    one.earliest === other.earliest
      ? text.compare(one.name, other.name)
      : one.earliest < other.earliest
        ? -1
        : 1,
  )
  const items = placed.map(({ act, place }) => {
    const earliest = html`<span data-at="undated_acts.${place}.earliest"><time datetime="${act.earliest}">${text.dayInWords(act.earliest)}</time></span>`
    const latest =
      act.latest === null
        ? ''
        : html`<span data-at="undated_acts.${place}.latest"><time datetime="${act.latest}">${text.dayInWords(act.latest)}</time></span>`
    const when = text.say(act.latest === null ? 'why.undated_open' : 'why.undated_between', {
      earliest,
      latest,
    })
    return html`<li><a href="${asking.link(`/states/${act.participant}`)}">${act.name}</a>: ${text.plain(`deposit.${act.action}`)}, ${when}</li>`
  })
  return html`<h2>${text.plain('why.undated')}</h2><p>${text.plain('why.undated_about')}</p><ul data-of="${of}">${items}</ul>`
}

/** Those that have no place in the count by day, and those of one day by name as the reader's language has them. One
 *  without a day stands where it is sure. */
function byDayAndName(text: Asking['text'], rows: readonly PlacedRow<LedgerRow>[]): PlacedRow<LedgerRow>[] {
  const dayOf = ({ row }: PlacedRow<LedgerRow>) => row.action_date ?? row.latest ?? ''
  return [...rows].sort((one, other) => {
    const [a, b] = [dayOf(one), dayOf(other)]
    return a === b ? text.compare(one.row.name, other.row.name) : a < b ? -1 : 1
  })
}

/** Every act in the ledger: those that count with their place, the others with the reason. */
export function ledgerTables(asking: Asking, found: Proof): Html {
  const { text } = asking
  const placed = found.data.ledger.map((row, place) => ({ row, place }))
  const counted = placed.filter(({ row }) => row.counts)
  const signatures = byDayAndName(
    text,
    placed.filter(({ row }) => row.reason === 'not_an_instrument'),
  )
  const others = byDayAndName(
    text,
    placed.filter(({ row }) => !row.counts && row.reason !== 'not_an_instrument'),
  )
  const shown = (rows: readonly PlacedRow<LedgerRow>[], where: string) =>
    countOf(text, found, { path: 'ledger', shown: rows.length, where })
  const reasons = [...new Set(others.map(({ row }) => row.reason))].join(',')
  return html`<h2 id="counted">${text.plain('why.counted_title')}</h2>
${table({
  id: 'ledger-counted',
  caption: text.say(
    counted.some(({ row }) => row.action_date === null)
      ? 'why.counted_caption_undated'
      : 'why.counted_caption',
    { count: counted.length, n: shown(counted, 'counts=true') },
  ),
  columns: headsOf(asking, [
    'column.place',
    'column.participant',
    'column.day',
    'column.act',
    'column.article',
  ]),
  rows: countedRows(asking, counted),
  found,
  stacked: true,
})}
<h2 id="not-counted">${text.plain('why.others_title')}</h2>
${
  others.length === 0
    ? html`<p>${text.plain(counted.length === 0 ? 'why.others_no_instrument' : 'why.others_none')}</p>`
    : otherTable(asking, found, {
        rows: others,
        id: 'ledger-others',
        caption: text.say('why.others_caption', {
          count: others.length,
          n: shown(others, `reason=${reasons}`),
        }),
      })
}
${
  signatures.length === 0
    ? ''
    : html`<details><summary>${text.say('why.signatures', { count: signatures.length, n: shown(signatures, 'reason=not_an_instrument') })}</summary>
${otherTable(asking, found, { rows: signatures, id: 'ledger-signatures', caption: html`${text.plain('why.signatures_caption')}` })}</details>`
}
${undatedList(asking, found)}`
}
