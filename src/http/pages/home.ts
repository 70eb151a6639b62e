import * as z from 'zod'
import { latestActs } from '../../answers/latest-acts.ts'
import { projection } from '../../answers/projection.ts'
import type { RecordView } from '../../answers/record-view.ts'
import { treaties } from '../../answers/treaties.ts'
import type { TreatySummary } from '../../answers/treaty-summary.ts'
import type { PlainDate } from '../../law/plain-date.ts'
import type { Asking, Found } from './asking.ts'
import { ownScale, sharedScale, smallMultiple } from './home/small-multiple.ts'
import { statesOutside } from './home/states-outside.ts'
import { type Html, html } from './html.ts'
import { page } from './page.ts'
import { countSpan, outsidePlural, outsideSpan, outsideText } from './parts/count-span.ts'
import { dayCell, daySpan } from './parts/day.ts'
import { reachLine } from './parts/reach-line.ts'
import { table } from './parts/table.ts'
import { forecastWords } from './projection/reading.ts'

type Summaries = Found<{ readonly treaties: readonly TreatySummary[] }>

const ACTS_SHOWN = 10

/** Treaties of the first pack, and those of the others that there were on the day, by their place in the answer. */
function families(view: RecordView, found: Summaries, asOf: PlainDate) {
  const first = view.treaties[0]?.pack
  const packs = new Map(view.treaties.map((treaty) => [treaty.slug, treaty.pack]))
  const places = found.data.treaties.map((one, place) => ({ one, place }))
  return {
    followed: places.filter(({ one }) => packs.get(one.slug) === first),
    also: places.filter(({ one }) => packs.get(one.slug) !== first && one.adopted <= asOf),
  }
}

/** One sentence with the number of each treaty, and one that says which of them are in force on the day. */
function lead(asking: Asking, found: Summaries, followed: ReturnType<typeof families>['followed']): Html {
  const { text, clocks } = asking
  const link = (one: TreatySummary) =>
    html`<a href="${asking.link(`/treaties/${one.slug}`)}">${one.short_title}</a>`
  const parts = followed.map(({ one, place }, at) =>
    text.say(at === 0 ? 'home.lead_first' : 'home.lead_part', {
      n: countSpan(text, found, {
        counts: one.counts,
        path: `treaties.${place}.counts`,
        name: 'participants',
      }),
      treaty: link(one),
    }),
  )
  const open = followed.filter(({ one }) => one.entry_into_force.state !== 'in_force')
  const force =
    open.length === 0
      ? text.say('home.lead_force', { count: followed.length })
      : text.say(open.length === followed.length ? 'home.lead_none' : 'home.lead_open', {
          count: open.length,
          names: text.list(open.map(({ one }) => one.short_title)),
        })
  return html`<p class="lead">${text.say('home.lead', { day: daySpan(text, clocks.asOf), parts: text.list(parts) })} ${force}</p>`
}

/** The fact that this all is about: how many States the first treaty still lacks. */
function fact({ text }: Asking, found: Summaries): { readonly title: string; readonly heading: Html } {
  const one = found.data.treaties[0]
  if (one === undefined) return { title: text.plain('home.title'), heading: text.say('home.title') }
  const values = { treaty: one.short_title, count: outsidePlural(one) }
  return {
    title: text.plain('home.fact', { ...values, n: outsideText(text, one) }),
    heading: text.say('home.fact', {
      ...values,
      n: outsideSpan(text, found, { of: one, path: 'treaties.0.' }),
    }),
  }
}

function nextToCome(asking: Asking, followed: ReturnType<typeof families>['followed']): Html | string {
  const first = followed[0]
  if (first === undefined || first.one.adopted > asking.clocks.asOf) return ''
  const { text } = asking
  const found = asking.ask(projection, { t: first.one.slug })
  const at = found.data.milestones.findIndex(({ milestone }) => milestone === 'next_deposit')
  const next = found.data.milestones[at]
  if (next === undefined) return ''
  const words = forecastWords(asking, found, { path: `milestones.${at}`, forecast: next })
  return html`<h2>${text.plain('home.next')}</h2><p>${text.say('home.next_deposit', { treaty: first.one.short_title, words })}
<a href="${asking.link('/projection')}">${text.plain('home.next_more')}</a></p>`
}

/** Acts under the treaties of the first pack; those of the others stand on their treaties’ own pages. */
function latest(asking: Asking, followed: ReturnType<typeof families>['followed']): Html {
  const { text } = asking
  const treaty = followed.map(({ one }) => one.slug).join(',')
  const found = asking.ask(latestActs, { treaty, limit: String(ACTS_SHOWN) })
  if (found.data.acts.length === 0) return html`<p>${text.say('home.no_acts')}</p>`
  const rows = found.data.acts.map(
    (act, place) => html`<tr data-row="acts.${place}">
<td data-at="action_date">${dayCell(act.action_date)}</td>
<th scope="row"><a href="${asking.link(`/states/${act.participant}`)}">${act.name}</a></th>
<td>${text.say('home.act', {
      act: text.plain(`action.${act.action}`),
      treaty: html`<a href="${asking.link(`/treaties/${act.slug}`)}">${act.short_title}</a>`,
    })}</td></tr>`,
  )
  return table({
    id: 'latest-acts',
    caption: text.plain('home.latest_caption'),
    columns: (['column.day', 'column.participant', 'column.act'] as const).map((name) => ({
      head: text.plain(name),
    })),
    rows,
    found,
    stacked: true,
  })
}

/** Who asked States to join the treaties of the first pack, by their rules; empty where nobody is known to have. */
function callsHeard({ text, view }: Asking): Html | string {
  const first = view.treaties[0]?.pack
  const rules = view.treaties.filter(({ pack }) => pack === first).flatMap((treaty) => treaty.rules)
  const calls = rules.flatMap((rule) => rule.calls ?? [])
  if (calls.length === 0) return ''
  const said = calls.map(({ by, words, symbol: name, paragraph, date, address }) =>
    text.say('home.call', {
      by,
      words,
      name,
      paragraph,
      day: daySpan(text, date),
      symbol: (inside) => html`<a href="${address}">${inside}</a>`,
      p: (inside) => html`<p>${inside}</p>`,
    }),
  )
  return html`<h2>${text.plain('home.call_title')}</h2><div data-fixed>${said}<p>${text.plain('home.call_heard')}</p></div>`
}

/** One sentence for search machines. */
function aboutAll({ text, view }: Asking): string {
  const count = Math.max(0, view.treaties.length - 1)
  const treaty = view.treaties[0]?.title ?? text.plain('home.title')
  return text.plain('home.description', { treaty, count, n: text.number(count) })
}

/** The first page: where the instruments of the first pack stand, who is still outside, what was done last. */
export const home = page({
  id: 'home',
  path: '/',
  section: null,
  parameters: z.object({}),
  kept: 'with_record',
  example: () => ({}),
  write: (asking) => {
    const { text, view } = asking
    const found = asking.ask(treaties, {})
    const { followed, also } = families(view, found, asking.clocks.asOf)
    const { title, heading } = fact(asking, found)
    const scale = sharedScale(
      asking,
      followed.map(({ one }) => one),
    )
    const main = html`<h1>${heading}</h1>
${lead(asking, found, followed)}
${reachLine(asking, null)}
<ul class="multiples">${followed.map(({ place }) => smallMultiple(asking, found, { place, scale }))}</ul>
${followed.slice(0, 1).map(({ one }) => statesOutside(asking, one))}
${also.length === 0 ? '' : html`<h2>${text.plain('home.also')}</h2><ul class="multiples">${also.map(({ one, place }) => smallMultiple(asking, found, { place, scale: ownScale(one), heading: 'h3' }))}</ul>`}
<div class="two lopsided"><section><h2>${text.plain('home.latest')}</h2>${latest(asking, followed)}</section>
<section>${nextToCome(asking, followed)}${callsHeard(asking)}</section></div>`
    return { title, description: aboutAll(asking), main, changesWith: 'program' }
  },
})
