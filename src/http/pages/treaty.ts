import * as z from 'zod'
import { groupParameter, statusParameter, treatyParameter } from '../../answers/parameter-shapes.ts'
import { treaty as treatyAnswer } from '../../answers/treaty.ts'
import { exampleTreaty } from '../../answers/treaty-address.ts'
import type { TreatySummary } from '../../answers/treaty-summary.ts'
import type { Asking, Found } from './asking.ts'
import { type Html, html } from './html.ts'
import { page } from './page.ts'
import { daySpan } from './parts/day.ts'
import { dayAt } from './parts/figure.ts'
import { reachLine } from './parts/reach-line.ts'
import { curveFigure } from './treaty/curve-figure.ts'
import { downloads } from './treaty/downloads.ts'
import { gapList } from './treaty/gap-list.ts'
import { headlineNumbers } from './treaty/headline-numbers.ts'
import { mapFigure } from './treaty/map-figure.ts'
import { participantTable } from './treaty/participant-table.ts'
import { sortParameter } from './treaty/sort-rows.ts'
import { treatyHeading, treatyTitle } from './treaty-title.ts'

function whyLine(asking: Asking, found: Found<TreatySummary>): Html {
  const { text } = asking
  const { slug, threshold, reached_by_names } = found.data
  const why = (words: readonly (string | Html)[]) =>
    html`<a href="${asking.link(`/treaties/${slug}/why`)}">${words}</a>`
  const next = (words: readonly (string | Html)[]) =>
    html`<a href="${asking.link(`/treaties/${slug}/projection`)}">${words}</a>`
  if (threshold.met_on === null) return html`<p>${text.say('treaty.not_met', { why, next })}</p>`
  const names = reached_by_names.map(
    ({ participant, name }) => html`<a href="${asking.link(`/states/${participant}`)}">${name}</a>`,
  )
  return html`<p>${text.say('treaty.met', {
    day: dayAt(text, found, 'threshold.met_on'),
    count: names.length,
    names: text.list(names),
    why,
  })}</p>`
}

/** One treaty: its numbers with what each counts, where and since when, everyone under it, and the gaps. */
export const treaty = page({
  id: 'treaty',
  path: '/treaties/{t}',
  section: 'treaties',
  parameters: z.object({
    t: treatyParameter,
    status: statusParameter.optional(),
    group: groupParameter.optional(),
    sort: sortParameter.optional(),
  }),
  kept: 'with_record',
  example: exampleTreaty,
  write: (asking) => {
    const { text, parameters, clocks } = asking
    const found = asking.ask(treatyAnswer, { t: parameters.t })
    if (found.data.adopted > clocks.asOf) {
      const { short_title, title: whole } = found.data
      const title = text.plain('treaty.title_not_adopted', {
        treaty: short_title,
        day: text.dayInWords(clocks.asOf),
      })
      const heading = text.say('treaty.title_not_adopted', {
        treaty: short_title,
        day: daySpan(text, clocks.asOf),
      })
      const main = html`<h1>${heading}</h1><p>${whole}. ${text.say('treaty.adopted', { day: dayAt(text, found, 'adopted') })}</p>`
      return { title, main }
    }
    const main = html`<h1>${treatyHeading(text, found)}</h1>
<p class="quiet">${found.data.title}. ${text.say('treaty.adopted', { day: dayAt(text, found, 'adopted') })} ${text.say('treaty.as_at', { day: daySpan(text, clocks.asOf) })}</p>
${reachLine(asking, [found.data.slug])}
${headlineNumbers(asking, found)}
${whyLine(asking, found)}
${mapFigure(asking, found)}
${curveFigure(asking, found.data)}
${participantTable(asking, found.data)}
${gapList(asking, found.data)}
${downloads(asking, found.data)}`
    return { title: treatyTitle(text, found.data), main }
  },
})
