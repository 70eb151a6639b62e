import { html } from 'hono/html'
import type { RecordView } from '../answers/record-view.ts'
import { summarise, type TreatySummary } from '../answers/treaty-summary.ts'
import type { PlainDate } from '../law/plain-date.ts'
import type { Html } from './page.ts'

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** The day in words, for example `1 July 2003`, with the day itself for programs. */
export function dayInWords(day: string): Html {
  const [year, month, date] = day.split('-')
  return html`<time datetime="${day}">${Number(date)} ${MONTHS[Number(month) - 1]} ${Number(year)}</time>`
}

function inForce(one: TreatySummary): Html {
  const { date, state, article } = one.entry_into_force
  if (date === null) {
    return state === 'waiting_for_parent'
      ? html`not in force: it waits for its parent treaty`
      : html`not in force: ${one.threshold.counted} instruments count`
  }
  return html`${state === 'in_force' ? 'since' : 'on'} ${dayInWords(date)}, article ${article}`
}

function reachedBy(one: TreatySummary): Html {
  if (one.threshold.met_on === null) return html`not met`
  const names = one.reached_by_names.map((found) => found.name_today).join(', ')
  return html`${dayInWords(one.threshold.met_on)}: ${names}`
}

function row(one: TreatySummary): Html {
  const most = one.counts.at_most
  const undated = one.counts.undated
  return html`<tr>
<th scope="row"><a href="/v1/treaties/${one.slug}">${one.short_title}</a></th>
<td class="number">${one.counts.signatories}</td>
<td class="number">${one.counts.participants}${most === undefined ? '' : html` to ${most.participants}`}</td>
<td>${reachedBy(one)}</td>
<td>${inForce(one)}</td>
<td class="number">${one.still_outside}</td>
<td>${undated === undefined ? '' : html`${undated} deposited on a day not published in the sources read`}</td>
</tr>`
}

/** The first page: what stands in the record today, and where the data is. */
export function homePage(view: RecordView, today: PlainDate): { title: string; body: Html } {
  const all = view.treaties.map((treaty) => summarise(view, treaty, { asOf: today, knownAt: today }))
  const source = view.record.source_as_at
  const body = html`<h1>Who has joined, what counts, and since when</h1>
<p>The General Assembly urges all States that have not yet done so to sign and ratify these treaties
(A/RES/56/123, paragraph 16). This is the record of those acts and of what they add up to in law, as at
${dayInWords(today)}.</p>
<div class="wide"><table>
<caption>Signatories and participants as at ${dayInWords(today)}. Participants are all who have deposited an
instrument and are bound or about to be, organizations included.</caption>
<thead><tr><th scope="col">Treaty</th><th scope="col" class="number">Signatories</th>
<th scope="col" class="number">Participants</th><th scope="col">Threshold met on, by the deposit of</th>
<th scope="col">In force</th><th scope="col" class="number">States still outside</th>
<th scope="col">Not known</th></tr></thead>
<tbody>${all.map(row)}</tbody>
</table></div>
<p class="quiet">${view.record.head.seq} events in the record.
${source === null ? '' : html`Newest document of the depositary it rests on: ${dayInWords(source)}.`}
The facts are free for any use (CC0).</p>
<h2>Data</h2>
<p>Every number here is at an address that gives it as JSON or CSV, for any day since
${view.firstDay === null ? 'the first adoption' : dayInWords(view.firstDay)}, with what was known on any day:
see the <a href="/docs">documentation</a> or start at <a href="/v1">/v1</a>.</p>`
  return { title: 'Palermo Tracker', body }
}
