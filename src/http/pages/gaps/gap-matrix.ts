import { gaps } from '../../../answers/gaps.ts'
import type { Asking } from '../asking.ts'
import { type Html, html } from '../html.ts'
import { gapSpan } from '../parts/count-span.ts'
import { table } from '../parts/table.ts'

/** How many are bound by the treaty of the row and not by that of the column, for each two of a family. */
export function gapMatrix(asking: Asking, group: string | undefined): Html {
  const { text, view } = asking
  const inGroup = group === undefined ? {} : { group }
  const families = [...Map.groupBy(view.treaties, ({ pack }) => pack).values()].filter(
    (treaties) => treaties.length > 1,
  )
  return html`${families.map((treaties, place) => {
    const rows = treaties.map((row) => {
      const cells = treaties.map((column) => {
        const head = html` data-head="${text.plain('gaps.not_by', { treaty: column.short_title })}"`
        if (column === row) return html`<td class="number no-phone">&ndash;</td>`
        const question = { party: row.slug, not_party: column.slug, ...inGroup }
        const found = asking.ask(gaps, question)
        return html`<td class="number"${head}><a href="${asking.link('/gaps', question)}">${gapSpan(text, found)}</a></td>`
      })
      return html`<tr><th scope="row">${row.short_title}</th>${cells}</tr>`
    })
    return table({
      id: `gaps-${place}`,
      caption: text.plain('gaps.matrix'),
      columns: [
        { head: text.plain('gaps.bound_by') },
        ...treaties.map(({ short_title }) => ({
          head: text.plain('gaps.not_by', { treaty: short_title }),
          isNumber: true,
        })),
      ],
      rows,
      stacked: true,
    })
  })}`
}
