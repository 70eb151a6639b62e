import * as z from 'zod'
import { treatyParameter } from '../../answers/parameter-shapes.ts'
import { threshold } from '../../answers/threshold.ts'
import { exampleTreaty } from '../../answers/treaty-address.ts'
import type { Asking } from './asking.ts'
import { type Html, html } from './html.ts'
import { page } from './page.ts'
import { comingLine } from './parts/coming-line.ts'
import { countSpan } from './parts/count-span.ts'
import { daySpan } from './parts/day.ts'
import { dayAt, figure } from './parts/figure.ts'
import { reachLine } from './parts/reach-line.ts'
import { calendarFigure, depositaryLine, floorLines, type Proof } from './why/day-steps.ts'
import { ledgerTables } from './why/ledger-tables.ts'

function ruleStep({ text }: Asking, { data }: Proof): Html {
  const { rule } = data
  const kinds = text.list(rule.counts.map((kind) => text.plain(`deposit.${kind}`)))
  return html`<li><h2>${text.say('why.rule', { article: html`<bdi data-fixed>${rule.article ?? '–'}</bdi>` })}</h2>
${rule.text === null ? '' : html`<blockquote data-fixed>${rule.text}</blockquote>`}
<p>${text.say('why.kinds', { kinds })} ${text.say(`organizations.${rule.organizations}`)}</p>
${rule.source === null ? '' : html`<p class="quiet" data-fixed>${text.say('why.rule_source', { source: rule.source })}</p>`}</li>`
}

/** Between which numbers the count lies, where instruments have no day; empty where all of them have. */
function spanLine({ text }: Asking, found: Proof): Html | string {
  const { at_least, at_most } = found.data.counts
  if (at_least === undefined || at_least.threshold_count === at_most?.threshold_count) return ''
  return html`<p>${text.say('why.count_undated', {
    least: figure(text, found, 'counts.at_least.threshold_count'),
    most: figure(text, found, 'counts.at_most.threshold_count'),
  })}</p>`
}

function countStep(asking: Asking, found: Proof): Html {
  const { text } = asking
  const { counted, needed, remaining } = found.data.threshold
  const { counts } = found.data
  const isOpen = counts.at_most !== undefined && counts.at_most.threshold_count > counted
  const n = isOpen
    ? countSpan(text, found, { counts, path: 'counts', name: 'threshold_count' })
    : figure(text, found, 'threshold.counted')
  const head =
    needed === null
      ? text.say('why.count_open', { n })
      : text.say('why.count', { n, needed: figure(text, found, 'threshold.needed') })
  const more =
    remaining === null || remaining === 0
      ? ''
      : html`<p>${text.say(isOpen ? 'why.remaining_at_most' : 'why.remaining', { count: remaining, n: figure(text, found, 'threshold.remaining') })}</p>`
  return html`<li><h2>${head}</h2><p><a href="#counted">${text.plain('why.see_counted')}</a> <a href="#not-counted">${text.plain('why.see_not_counted')}</a></p>
${needed === null ? '' : html`<p><progress max="${needed}" value="${counted}" aria-label="${text.plain('home.progress_label')}"></progress></p>`}${spanLine(asking, found)}${more}</li>`
}

function metStep(asking: Asking, found: Proof): Html {
  const { text } = asking
  const { threshold: met, reached_by_names } = found.data
  if (met.met_on === null) {
    return html`<li><h2>${text.plain(met.remaining === 0 ? 'why.met_unknown' : 'why.met_not')}</h2></li>`
  }
  const names = reached_by_names.map(
    ({ participant, name }) => html`<a href="${asking.link(`/states/${participant}`)}">${name}</a>`,
  )
  return html`<li><h2>${text.say('why.met', { day: dayAt(text, found, 'threshold.met_on') })}</h2>
<p>${text.say('why.met_by', { count: names.length, names: text.list(names) })}</p></li>`
}

function forceStep(asking: Asking, found: Proof): Html {
  const { text } = asking
  const { day_count: count, entry_into_force: force } = found.data
  if (force.date === null || count.from === null || count.ends === null) {
    return html`<li><h2>${text.plain(force.state === 'waiting_for_parent' ? 'why.force_waits' : 'why.force_not')}</h2>${floorLines(asking, found)}</li>`
  }
  return html`<li><h2>${text.say('why.force', { day: dayAt(text, found, 'entry_into_force.date') })}</h2>
<p>${text.say(count.kind === 'days' ? 'why.days' : 'why.period', {
    from: dayAt(text, found, 'day_count.from'),
    ends: dayAt(text, found, 'day_count.ends'),
    count: count.n ?? 0,
    n: count.n === null ? '' : figure(text, found, 'day_count.n'),
  })}</p>${calendarFigure(asking, found)}${floorLines(asking, found)}</li>`
}

/** Why a treaty entered into force on its day, or how far it is: the rule, the count, the day, the days counted, then
 *  every act with its place or the reason why it has none. */
export const why = page({
  id: 'why',
  path: '/treaties/{t}/why',
  section: 'treaties',
  parameters: z.object({ t: treatyParameter }),
  kept: 'with_record',
  example: exampleTreaty,
  write: (asking) => {
    const { text, parameters, clocks } = asking
    const found: Proof = asking.ask(threshold, { t: parameters.t })
    const { short_title: treaty, slug, entry_into_force: force } = found.data
    const ofDay = force.state === 'in_force' ? 'why.title_force' : 'why.title_fixed'
    const name = force.date === null ? 'why.title' : ofDay
    const day = force.date === null ? '' : dayAt(text, found, 'entry_into_force.date')
    const main = html`<h1>${text.say(name, { treaty, day })}</h1>
<p class="quiet"><a href="${asking.link(`/treaties/${slug}`)}">${found.data.title}</a>. ${text.say('treaty.as_at', { day: daySpan(text, clocks.asOf) })}</p>
${reachLine(asking, [slug])}${comingLine(asking, slug)}<ol class="steps">${ruleStep(asking, found)}${countStep(asking, found)}${metStep(asking, found)}${forceStep(asking, found)}</ol>
${depositaryLine(asking, found)}
${ledgerTables(asking, found)}`
    const plainDay = force.date === null ? '' : text.dayInWords(force.date)
    return { title: text.plain(name, { treaty, day: plainDay }), main }
  },
})
