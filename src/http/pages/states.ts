import * as z from 'zod'
import { groupParameter } from '../../answers/parameter-shapes.ts'
import { participants } from '../../answers/participants.ts'
import { STATUSES } from '../../law/evaluation.ts'
import type { Asking } from './asking.ts'
import { type Html, html } from './html.ts'
import { page } from './page.ts'
import { daySpan } from './parts/day.ts'
import { countOf } from './parts/figure.ts'
import { groupForm } from './parts/group-form.ts'
import { statusCell, statusKey } from './parts/status-mark.ts'
import { table } from './parts/table.ts'

type Row = { readonly participant: string; readonly name: string; readonly name_today: string }

/** The name of a participant as a link to its page, with the name it has today where that is another. */
export function nameLink(asking: Asking, { participant, name, name_today }: Row): Html {
  const today =
    name === name_today
      ? ''
      : html` <span class="quiet">${asking.text.say('name.today', { name: name_today })}</span>`
  return html`<a href="${asking.link(`/states/${participant}`)}">${name}</a>${today}`
}

/** Everyone with a mark under each treaty. */
export const stateList = page({
  id: 'states',
  path: '/states',
  section: 'states',
  parameters: z.object({ group: groupParameter.optional() }),
  kept: 'with_record',
  example: () => ({}),
  write: (asking) => {
    const { text, parameters, view, clocks } = asking
    const { group } = parameters
    const found = asking.ask(participants, group === undefined ? {} : { group })
    const all = found.data.participants
    const sorted = all
      .map((one, place) => ({ one, place }))
      .sort((a, b) => text.compare(a.one.name, b.one.name))
    const rows = sorted.map(
      ({ one }) =>
        html`<tr><th scope="row">${nameLink(asking, one)}</th>${one.treaties.map(({ status }) => statusCell(text, { status }))}</tr>\n`,
    )
    const shown = STATUSES.filter((status) =>
      all.some(({ treaties }) => treaties.some((row) => row.status === status)),
    )
    const title = text.plain('states.title')
    const main = html`<h1>${title}</h1>
<p>${text.say('states.lead', {
      count: all.length,
      n: countOf(text, found, { path: 'participants', shown: all.length, where: '' }),
      day: daySpan(text, clocks.asOf),
    })}</p>
${groupForm(asking, '/states', group)}
${statusKey(text, shown)}
<p class="no-print"><a href="${asking.link('/compare')}">${text.plain('states.compare')}</a></p>
${table({
  id: 'states',
  caption: text.plain('states.caption'),
  columns: [
    { head: text.plain('column.participant') },
    ...view.treaties.map(({ slug, short_title }) => ({
      head: html`<a href="${asking.link(`/treaties/${slug}`)}">${short_title}</a>`,
    })),
  ],
  rows,
  past: text.plain('table.past'),
  marks: true,
})}`
    return { title, description: text.plain('states.description'), main }
  },
})
