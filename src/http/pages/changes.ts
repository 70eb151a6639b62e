import * as z from 'zod'
import { changes as changesAnswer } from '../../answers/changes.ts'
import type { Asking, Found } from './asking.ts'
import { type Html, html } from './html.ts'
import { page } from './page.ts'
import { consentCell, forceCell, signedCell } from './parts/consent-cell.ts'
import { countSpan } from './parts/count-span.ts'
import { daySpan } from './parts/day.ts'
import { countOf, dayAt } from './parts/figure.ts'
import { reachLine } from './parts/reach-line.ts'
import { statusWords } from './parts/status-mark.ts'
import { table } from './parts/table.ts'
import { markedAs } from './parts/undated.ts'
import { type PlacedRow, rowsWrittenOnce } from './parts/written-once.ts'

/** More rows than anyone reads; all of them are in the data. */
const MOST_ROWS = 60

type Changes = Found<ReturnType<(typeof changesAnswer)['respond']>>
type Change = Changes['data']['treaties'][number]['changes'][number]

/** Heads of the two columns that are laid side by side: the days of the law, or, where those are one, of knowledge. */
function sidesOf({ text, clocks }: Asking, { data }: Changes): readonly [Html, Html] {
  if (data.since !== clocks.asOf) return [daySpan(text, data.since), daySpan(text, clocks.asOf)]
  const known = (day: string) => text.say('column.known', { day: daySpan(text, day) })
  return [known(data.since_known_at), known(clocks.knownAt)]
}

const DAYS = ['list.signed', 'list.deposited', 'list.in_force'] as const

/** What a row shows, in a few letters: the same change is on many days. */
function nameOf(one: Change): string {
  const { participant, name, before, after, consent, corrected } = one
  const days = [one.signature_date, one.signature_earliest, one.signature_latest]
  days.push(one.consent_date, one.consent_earliest, one.consent_latest, one.entry_into_force)
  return `change ${participant} ${name} ${before} ${after} ${consent} ${days.join(' ')} ${corrected}`
}

function changeRows(
  asking: Asking,
  found: Changes,
  { rows, list }: { readonly rows: readonly PlacedRow<Change>[]; readonly list: string },
): Html {
  const { text, view } = asking
  const plainSides = sidesOf(asking, found).map((side) => side.text.replace(/<[^>]*>/g, ''))
  const head = (name: 'list.signed' | 'list.deposited' | 'list.in_force') =>
    html` data-head="${text.plain(name)}"`
  const note = html` <span class="quiet">${text.plain('changes.corrected')}</span>`
  return rowsWrittenOnce(
    asking,
    { rows, list },
    {
      pieceOf: (one) => ({ of: view.record, name: `${plainSides.join(' ')} ${nameOf(one)}` }),
      write: (
        one,
        link,
      ) => html`<th scope="row"><a href="${link(`/states/${one.participant}`)}">${one.name}</a>${one.corrected ? note : ''}</th>
<td data-head="${plainSides[0]}">${statusWords(text, { status: one.before })}</td><td data-head="${plainSides[1]}">${statusWords(text, markedAs({ ...one, status: one.after }))}</td>
<td${head('list.signed')}>${signedCell(text, one)}</td><td${head('list.deposited')}>${consentCell(asking, one)}</td>
<td${head('list.in_force')}>${forceCell(text, { ...one, status: one.after })}</td></tr>\n`,
    },
  )
}

function rest({ text }: Asking, { address }: Changes): Html {
  const csv = address.replace('/v1/changes', '/v1/changes.csv')
  return text.say('changes.rest', { csv: (words) => html`<a href="${csv}">${words}</a>` })
}

function treatySection(asking: Asking, found: Changes, place: number): Html {
  const { text } = asking
  const one = found.data.treaties[place]
  if (one === undefined) throw new Error(`no treaty ${place}`)
  const sides = sidesOf(asking, found)
  const span = (side: 'before' | 'after') =>
    countSpan(text, found, { counts: one[side], path: `treaties.${place}.${side}`, name: 'participants' })
  const heading = html`<h2><a href="${asking.link(`/treaties/${one.slug}`)}">${one.short_title}</a></h2>
<p>${text.say('changes.numbers', { before: span('before'), after: span('after') })}</p>`
  if (one.changes.length === 0) return html`${heading}<p>${text.plain('changes.nothing')}</p>`
  const byName = one.changes
    .map((row, at) => ({ row, place: at }))
    .sort((a, b) => text.compare(a.row.name, b.row.name))
  return html`${heading}${table({
    id: `changes-${one.slug}`,
    caption: text.say('changes.caption', {
      count: one.changes.length,
      n: countOf(text, found, { path: `treaties.${place}.changes`, shown: one.changes.length, where: '' }),
      treaty: one.short_title,
    }),
    columns: [text.plain('column.participant'), ...sides, ...DAYS.map((name) => text.plain(name))].map(
      (head) => ({ head }),
    ),
    rows: changeRows(asking, found, { rows: byName.slice(0, MOST_ROWS), list: `treaties.${place}.changes` }),
    found,
    past: text.plain('table.past'),
    stacked: true,
  })}${one.changes.length > MOST_ROWS ? html`<p>${rest(asking, found)}</p>` : ''}`
}

const day = z.string().max(20)

/** What has changed since another day, treaty by treaty. */
export const changes = page({
  id: 'changes',
  path: '/changes',
  section: null,
  parameters: z.object({ since: day.optional(), since_known_at: day.optional() }),
  kept: 'with_record',
  example: ({ firstKnown }) =>
    firstKnown === null ? null : { since: firstKnown, since_known_at: firstKnown },
  write: (asking) => {
    const { text, view, clocks, given } = asking
    const { since = view.firstKnown ?? clocks.asOf, since_known_at } = asking.parameters
    const found: Changes = asking.ask(changesAnswer, {
      since,
      ...(since_known_at === undefined ? {} : { since_known_at }),
    })
    const title = text.plain('changes.title', { day: text.dayInWords(found.data.since) })
    const main = html`<h1>${text.say('changes.title', { day: dayAt(text, found, 'since') })}</h1>
<p>${text.say(given.as_of === undefined ? 'changes.until_today' : 'changes.until', {
      day: daySpan(text, clocks.asOf),
      known: dayAt(text, found, 'since_known_at'),
    })}</p>
${reachLine(asking, null)}
<form method="get" action="/changes" class="no-print">${Object.entries(given).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<p><label for="since">${text.plain('changes.since')}</label> <input type="date" id="since" name="since" value="${found.data.since}"> <button>${text.plain('changes.show')}</button></p></form>
${found.data.treaties.map((_, place) => treatySection(asking, found, place))}`
    return { title, main }
  },
})
