import * as z from 'zod'
import { participantParameter } from '../../answers/parameter-shapes.ts'
import { participant } from '../../answers/participant.ts'
import { treaty } from '../../answers/treaty.ts'
import type { Asking } from './asking.ts'
import { html } from './html.ts'
import { page } from './page.ts'
import { daySpan } from './parts/day.ts'
import { countOf } from './parts/figure.ts'
import { reachLine } from './parts/reach-line.ts'
import { isConsentOpen } from './parts/undated.ts'
import { declarationTable } from './state/declaration-table.ts'
import { groupPace } from './state/group-pace.ts'
import { historyTable } from './state/history-table.ts'
import { notThen } from './state/not-then.ts'
import { remainingList } from './state/remaining-list.ts'
import { stageTable } from './state/stage-table.ts'
import { standingSentence } from './state/standing-sentence.ts'
import { undatedNote } from './state/undated-note.ts'

/** Whether whoever consented may be Party by now. */
function isInForce(asking: Asking, { slug }: { readonly slug: string }): boolean {
  return asking.ask(treaty, { t: slug }).data.entry_into_force.state === 'in_force'
}

/** One State or organization: where it stands under every treaty, how it came there, and what remains to be done. */
export const state = page({
  id: 'state',
  path: '/states/{p}',
  section: 'states',
  parameters: z.object({ p: participantParameter }),
  kept: 'with_record',
  example: (view) => {
    const first = view.record.participants[0]
    return first === undefined ? null : { p: first.code }
  },
  write: (asking) => {
    const { text, parameters, clocks } = asking
    const found = asking.ask(participant, { p: parameters.p })
    const { name, name_today, treaties, names, groups } = found.data
    const there = treaties.filter(({ is_adopted }) => is_adopted)
    const isOpen = there.some((row) => isConsentOpen(row) && isInForce(asking, row))
    const titleName = isOpen ? 'state.title_open' : 'state.title'
    const party = treaties.filter(({ status }) => status === 'party' || status === 'denouncing').length
    const about = { name, party }
    const heading = text.say(titleName, {
      ...about,
      n: countOf(text, found, { path: 'treaties', shown: party, where: 'status=party,denouncing' }),
      total: countOf(text, found, { path: 'treaties', shown: there.length, where: 'is_adopted=true' }),
    })
    const former = names.length === 0 && name === name_today
    const main = html`<h1>${heading}</h1>
<p class="lead">${standingSentence(asking, found.data)}</p>
${notThen(asking, found)}
${undatedNote(asking, found)}
<p class="quiet">${text.say('treaty.as_at', { day: daySpan(text, clocks.asOf) })}${former || name === name_today ? '' : html` ${text.say('state.today', { name: name_today })}`}</p>
${reachLine(asking, null)}
${stageTable(asking, found)}
${remainingList(asking, found)}
${declarationTable(asking, found)}
${groups.length === 0 && found.data.kind === 'organization' ? '' : groupPace(asking, found)}
${historyTable(asking, found)}
<section><h2>${text.plain('downloads.title')}</h2><ul>
<li>${text.say('state.download', {
      json: (words) =>
        html`<a href="${asking.link(`/v1/participants/${found.data.participant}`)}">${words}</a>`,
      xlsx: (words) =>
        html`<a href="${asking.link(`/v1/participants/${found.data.participant}.xlsx`)}">${words}</a>`,
      csv: (words) =>
        html`<a href="${asking.link(`/v1/participants/${found.data.participant}.csv`)}">${words}</a>`,
    })}</li></ul></section>`
    const title = text.plain(titleName, {
      ...about,
      n: text.number(party),
      total: text.number(there.length),
    })
    return { title, main }
  },
})
