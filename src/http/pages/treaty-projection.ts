import { exampleTreaty } from '../../answers/treaty-address.ts'
import { html } from './html.ts'
import { page } from './page.ts'
import { comingLine } from './parts/coming-line.ts'
import { daySpan } from './parts/day.ts'
import { projectionAsked, projectionParameters, projectionSubject } from './projection/asked-for.ts'
import { fanFigure } from './projection/fan-figure.ts'
import { methodInWords } from './projection/method.ts'
import { milestoneTable } from './projection/milestone-table.ts'
import { reachOf, readingOf, readingTitle } from './projection/reading.ts'
import { whatIfForm } from './projection/what-if-form.ts'
import { whatIfShown } from './projection/what-if-shown.ts'

/** What comes next for one treaty, how sure that is, and what a few deposits would change. */
export const treatyProjection = page({
  id: 'treaty-projection',
  path: '/treaties/{t}/projection',
  section: 'projection',
  parameters: projectionParameters,
  kept: 'with_record',
  example: exampleTreaty,
  write: (asking) => {
    const { text, clocks } = asking
    const found = projectionAsked(asking)
    const { short_title, slug, title, hypothetical } = found.data
    const coming = comingLine(asking, slug)
    // Of a treaty that was not there yet nothing is foretold, and nobody can be supposed to deposit.
    if (coming !== '') {
      const heading = text.say('treaty.title_not_adopted', {
        treaty: short_title,
        day: daySpan(text, clocks.asOf),
      })
      const main = html`<h1>${heading}</h1>
<p class="quiet"><a href="${asking.link(`/treaties/${slug}`)}">${title}</a>.</p>
${coming}${methodInWords(asking, found)}`
      return { title: text.plain('projection.title', { treaty: short_title }), main, changesWith: 'program' }
    }
    const main = html`<h1>${readingTitle(asking, found)}</h1>
<p class="quiet"><a href="${asking.link(`/treaties/${slug}`)}">${title}</a>. ${text.say('treaty.as_at', { day: daySpan(text, clocks.asOf) })}</p>
${hypothetical ? html`<p class="hypothetical"><strong>${text.plain('projection.hypothetical')}</strong></p>` : ''}
${reachOf(asking, found)}
${whatIfShown(asking, found)}
${readingOf(asking, found)}
${fanFigure(asking, found)}
${milestoneTable(asking, found)}
${whatIfForm(asking, found)}
${methodInWords(asking, found)}`
    const subject = projectionSubject(text, found)
    return { title: text.plain('projection.title', { treaty: subject }), main, changesWith: 'program' }
  },
})
