import { group as groupAnswer } from '../../../answers/groups.ts'
import { participants } from '../../../answers/participants.ts'
import { InputError } from '../../../law/input-error.ts'
import type { Asking } from '../asking.ts'
import { type Html, html } from '../html.ts'
import { ofAll } from '../parts/count-span.ts'
import { countOf, figure } from '../parts/figure.ts'
import { table } from '../parts/table.ts'

const BOUND = ['party', 'contracting', 'denouncing']

function membersOf(asking: Asking, name: string) {
  try {
    return { group: asking.ask(groupAnswer, { g: name }), rows: asking.ask(participants, { group: name }) }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    throw new InputError(error.problems.map((problem) => ({ ...problem, field: 'groups' })))
  }
}

/** Groups side by side: how many of the members on the day are bound by each treaty. */
export function compareGroups(asking: Asking, names: readonly string[]): Html {
  const { text, view, clocks } = asking
  const found = names.map((name) => membersOf(asking, name))
  const isComing = (place: number) => (view.treaties[place]?.adopted ?? '') > clocks.asOf
  const cell = ({ group, rows }: ReturnType<typeof membersOf>, place: number) => {
    const head = html` data-head="${group.data.title}"`
    if (isComing(place)) return html`<td${head}>${text.plain('status.not_adopted')}</td>`
    const bound = rows.data.participants.filter(({ treaties }) =>
      BOUND.includes(String(treaties[place]?.status)),
    ).length
    const perhaps = (what: 'bound' | 'not_bound') => {
      const count = rows.data.participants.filter(({ treaties }) => treaties[place]?.perhaps === what).length
      if (count === 0) return ''
      const where = `treaties.${place}.perhaps=${what}`
      const n = countOf(text, rows, { path: 'participants', shown: count, where })
      return html`<br><span class="quiet">${text.say(`compare.perhaps_${what}`, { n })}</span>`
    }
    const n = countOf(text, rows, {
      path: 'participants',
      shown: bound,
      where: `treaties.${place}.status=${BOUND.join(',')}`,
    })
    return html`<td${head}>${ofAll(text, { n, needed: figure(text, group, 'count') })}${perhaps('bound')}${perhaps('not_bound')}</td>`
  }
  return table({
    id: 'groups',
    caption: text.plain('compare.groups_caption'),
    columns: [
      { head: text.plain('column.treaty') },
      ...found.map(({ group }) => ({
        head: html`<a href="${asking.link('/states', { group: group.data.group })}">${group.data.title}</a>`,
      })),
    ],
    rows: view.treaties.map(
      ({ slug, short_title }, place) =>
        html`<tr><th scope="row"><a href="${asking.link(`/treaties/${slug}`)}">${short_title}</a></th>${found.map((one) => cell(one, place))}</tr>\n`,
    ),
    stacked: true,
  })
}
