import { html } from 'hono/html'
import * as z from 'zod'
import type { ReconciliationReport } from '../../answers/reconciliation.ts'
import type { Asking } from './asking.ts'
import { type Html, page } from './page.ts'
import { table } from './parts/table.ts'
import { reconciliationOf } from './record/reconciliation-of.ts'
import { recordParts } from './record/record-parts.ts'

const HEADS = [
  'column.participant',
  'differences.page',
  'differences.record',
  'differences.settled',
  'differences.why',
] as const

type Source = ReconciliationReport['sources'][number]

function sourceTable(asking: Asking, source: Source, place: number): Html | string {
  const { text, view } = asking
  const treaty = view.treaties.find(({ number }) => number === source.treaty)
  const heading = html`<h2>${treaty?.short_title ?? source.treaty}</h2><p>${source.said} <a href="${source.address}">${source.source}</a></p>`
  if (source.differences.length === 0) return heading
  const rows = source.differences.map((one) => {
    const name =
      one.participant === null
        ? one.name
        : html`<a href="${asking.link(`/states/${one.participant}`)}">${one.name}</a>`
    return html`<tr><th scope="row">${name}</th><td class="words">${one.source_says ?? text.plain('differences.nothing')}</td><td class="words">${one.record_says ?? text.plain('differences.nothing')}</td><td>${text.plain(`settled.${one.settled}`)}</td><td class="words">${one.explanation}</td></tr>\n`
  })
  return html`${heading}${table({
    id: `differences-${place}`,
    caption: text.plain('differences.caption'),
    columns: HEADS.map((name) => ({ head: text.plain(name) })),
    rows,
  })}`
}

/** The record beside what each source prints, every difference with its explanation. */
export const recordDifferences = page({
  id: 'differences',
  path: '/record/differences',
  section: 'record',
  parameters: z.object({}),
  kept: 'never',
  example: () => ({}),
  write: async (asking) => {
    const { text } = asking
    const report = await reconciliationOf(asking)
    const title = text.plain('differences.title')
    const body =
      report === null
        ? html`<p>${text.plain('sources.cannot_say')}</p>`
        : html`<div data-fixed><p class="lead">${report.said}</p>${report.sources.map((source, place) => sourceTable(asking, source, place))}</div>
<p class="no-print"><a href="/v1/reconciliation">${text.plain('differences.data')}</a></p>`
    const main = html`<h1>${title}</h1>
${recordParts(asking, '/record/differences')}
<p>${text.say('differences.lead', { desk: (words) => html`<a href="/desk">${words}</a>` })}</p>
${body}`
    return { title, main }
  },
})
