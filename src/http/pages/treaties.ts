import * as z from 'zod'
import { treaties as treatiesAnswer } from '../../answers/treaties.ts'
import { html } from './html.ts'
import { page } from './page.ts'
import { countSpan, ofAll, outsideSpan } from './parts/count-span.ts'
import { daySpan } from './parts/day.ts'
import { dayAt, figure } from './parts/figure.ts'
import { forceSentence } from './parts/force-sentence.ts'
import { reachLine } from './parts/reach-line.ts'
import { table } from './parts/table.ts'

const HEADS = [
  'column.treaty',
  'number.signatories',
  'number.participants',
  'number.counted',
  'column.force',
  'number.outside',
] as const

/** Every treaty that is followed, with its numbers side by side. */
export const treatyList = page({
  id: 'treaties',
  path: '/treaties',
  section: 'treaties',
  parameters: z.object({}),
  kept: 'with_record',
  example: () => ({}),
  write: (asking) => {
    const { text, clocks } = asking
    const head = (name: (typeof HEADS)[number]) => html` data-head="${text.plain(name)}"`
    const found = asking.ask(treatiesAnswer, {})
    const rows = found.data.treaties.map((one, place) => {
      const name = html`<tr><th scope="row"><a href="${asking.link(`/treaties/${one.slug}`)}">${one.short_title}</a></th>`
      if (one.adopted > clocks.asOf) {
        const words = text.say('treaties.not_adopted', {
          adopted: dayAt(text, found, `treaties.${place}.adopted`),
        })
        return html`${name}<td colspan="${HEADS.length - 1}">${words}</td></tr>`
      }
      const path = `treaties.${place}`
      const span = (name: 'signatories' | 'participants' | 'threshold_count') =>
        countSpan(text, found, { counts: one.counts, path: `${path}.counts`, name })
      const counted = span('threshold_count')
      const of =
        one.threshold.needed === null
          ? counted
          : ofAll(text, { n: counted, needed: figure(text, found, `${path}.threshold.needed`) })
      return html`${name}
<td class="number"${head('number.signatories')}>${span('signatories')}</td><td class="number"${head('number.participants')}>${span('participants')}</td>
<td class="number"${head('number.counted')}><a href="${asking.link(`/treaties/${one.slug}/why`)}">${of}</a></td>
<td>${forceSentence(text, found, { path, of: one })}</td><td class="number"${head('number.outside')}>${outsideSpan(text, found, { of: one, path: `${path}.` })}</td></tr>`
    })
    const title = text.plain('treaties.title')
    const main = html`<h1>${title}</h1>${reachLine(asking, null)}${table({
      id: 'treaties',
      caption: text.say('treaties.caption', { day: daySpan(text, clocks.asOf) }),
      columns: HEADS.map((name) => ({ head: text.plain(name), isNumber: name.startsWith('number.') })),
      rows,
      stacked: true,
    })}`
    return { title, main }
  },
})
