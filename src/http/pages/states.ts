import * as z from 'zod'
import { group as groupAnswer } from '../../answers/groups.ts'
import { groupParameter } from '../../answers/parameter-shapes.ts'
import { participants } from '../../answers/participants.ts'
import type { Asking } from './asking.ts'
import { type Html, html } from './html.ts'
import { page } from './page.ts'
import { daySpan } from './parts/day.ts'
import { countOf } from './parts/figure.ts'
import { groupForm } from './parts/group-form.ts'
import { reachLine } from './parts/reach-line.ts'
import { type Marked, statusCell, statusKey } from './parts/status-mark.ts'
import { table } from './parts/table.ts'

type Position = ReturnType<(typeof participants)['respond']>['participants'][number]['treaties'][number]
type Row = { readonly participant: string; readonly name: string; readonly name_today: string }

/** The name of a participant as a link to its page, with the name it has today where that is another. */
export function nameLink(asking: Asking, { participant, name, name_today }: Row): Html {
  const today =
    name === name_today
      ? ''
      : html` <span class="quiet">${asking.text.say('name.today', { name: name_today })}</span>`
  return html`<a href="${asking.link(`/states/${participant}`)}">${name}</a>${today}`
}

function positionMark({ status, perhaps }: Position): Marked {
  const isOpen = perhaps !== undefined
  return { status, undated: isOpen, open: isOpen }
}

/** The mark under one treaty; with a broken edge where an act without a known day may have made it another. */
function positionCell(text: Asking['text'], row: Position): Html {
  return statusCell(text, positionMark(row))
}

/** More names than this are counted, not named. */
const MOST_NAMED = 12

/** What has to be known of the membership of some, such as that a day is not sure; empty where there is nothing. */
function remarks(asking: Asking, name: string): Html | string {
  const { text } = asking
  const found = asking.ask(groupAnswer, { g: name })
  const { members } = found.data
  const notes = [...new Set(members.flatMap(({ note }) => note ?? []))]
  if (notes.length === 0) return ''
  const items = notes.map((note) => {
    const own = members.filter((one) => one.note === note)
    const names = text.list(own.map((one) => nameLink(asking, one)))
    const said =
      own.length > MOST_NAMED
        ? text.say('states.remark_many', { n: text.number(own.length), note })
        : text.say('states.remark', { names, note })
    return html`<li>${said}</li>`
  })
  return html`<section data-fixed><h2>${text.plain('states.remarks')}</h2><ul>${items}</ul></section>`
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
    const isThere = view.treaties.map(({ adopted }) => adopted <= clocks.asOf)
    const notYet = html`<td><span class="aside">${text.plain('status.not_adopted')}</span></td>`
    const rows = sorted.map(
      ({ one }) =>
        html`<tr><th scope="row">${nameLink(asking, one)}</th>${one.treaties.map((row, place) => (isThere[place] === true ? positionCell(text, row) : notYet))}</tr>\n`,
    )
    const shown = all.flatMap(({ treaties }) =>
      treaties.filter((_, place) => isThere[place] === true).map(positionMark),
    )
    const title = text.plain('states.title')
    const main = html`<h1>${title}</h1>
<p>${text.say('states.lead', {
      count: all.length,
      n: countOf(text, found, { path: 'participants', shown: all.length, where: '' }),
      day: daySpan(text, clocks.asOf),
    })}</p>
${reachLine(asking, null)}
${groupForm(asking, '/states', group)}
${statusKey(text, shown)}
<p class="no-print"><a href="${asking.link('/compare')}">${text.plain('states.compare')}</a></p>
${table({
  id: 'states',
  caption: text.plain('states.caption'),
  columns: [
    { head: text.plain('column.participant') },
    ...view.treaties.map(({ slug, short_title }, place) => ({
      head: html`<a href="${asking.link(`/treaties/${slug}`)}">${short_title}</a>${isThere[place] === true ? '' : html` <span class="quiet">${text.plain('status.not_adopted')}</span>`}`,
    })),
  ],
  rows,
  past: text.plain('table.past'),
  marks: true,
})}${group === undefined ? '' : remarks(asking, group)}`
    return { title, description: text.plain('states.description'), main }
  },
})
