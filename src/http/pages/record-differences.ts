import * as z from 'zod'
import type { ReconciliationReport } from '../../answers/reconciliation.ts'
import type { Asking } from './asking.ts'
import { type Html, html } from './html.ts'
import { page } from './page.ts'
import { explanationWords } from './parts/difference-words.ts'
import { table } from './parts/table.ts'
import { reconciliationOf } from './record/reconciliation-of.ts'
import { recordParts } from './record/record-parts.ts'
import { watchedLink } from './record/watched-link.ts'

const HEADS = [
  'column.participant',
  'differences.page',
  'differences.record',
  'differences.settled',
  'differences.why',
] as const

type Source = ReconciliationReport['sources'][number]

/** How the source stands to the record and when it was last read well. */
function stateOf({ text }: Asking, source: Source): Html {
  const { state, checked_at } = source
  const read =
    checked_at === null
      ? ''
      : html`; ${text.say('differences.read', { when: html`<time datetime="${checked_at}">${text.instantInWords(checked_at)}</time>` })}`
  return html`${text.plain(`sources.${state}`)}${read} (${watchedLink(source)})`
}

function quietSources(asking: Asking, sources: readonly Source[]): Html | string {
  const { text, view } = asking
  const quiet = sources.filter(({ differences }) => differences.length === 0)
  if (quiet.length === 0) return ''
  const items = quiet.map((source) => {
    const title = view.treaties.find(({ number }) => number === source.treaty)?.short_title
    return html`<li>${text.say('differences.source', { treaty: title ?? source.treaty, state: stateOf(asking, source) })}</li>`
  })
  return html`<h2>${text.plain('differences.quiet')}</h2><ul>${items}</ul>`
}

/** How many differences wait, of whatever was read: a page that agrees by now, or a file, may have brought them. */
function waitingLine({ text }: Asking, { waiting }: ReconciliationReport): Html {
  return text.say('differences.waiting', { count: waiting, n: text.number(waiting) })
}

function foundLine({ text }: Asking, { differences, checked_at }: ReconciliationReport): Html {
  const checked =
    checked_at === null
      ? text.say('footer.never_checked')
      : text.say('footer.checked', {
          when: html`<time datetime="${checked_at}">${text.instantInWords(checked_at)}</time>`,
        })
  if (checked_at === null && differences === 0)
    return html`${text.plain('differences.not_compared')} ${checked}`
  return text.say('differences.found', { count: differences, n: text.number(differences), checked })
}

function sourceTable(asking: Asking, source: Source, place: number): Html {
  const { text, view } = asking
  const treaty = view.treaties.find(({ number }) => number === source.treaty)
  const heading = html`<h2>${treaty?.short_title ?? source.treaty}</h2><p>${stateOf(asking, source)}</p>`
  const head = (name: (typeof HEADS)[number]) => html` data-head="${text.plain(name)}"`
  const rows = source.differences.map((one) => {
    const name =
      one.participant === null
        ? one.name
        : html`<a href="${asking.link(`/states/${one.participant}`)}">${one.name}</a>`
    return html`<tr><th scope="row">${name}</th><td class="words"${head('differences.page')}>${one.source_says ?? text.plain('differences.nothing')}</td><td class="words"${head('differences.record')}>${one.record_says ?? text.plain('differences.nothing')}</td><td${head('differences.settled')}>${text.plain(`settled.${one.settled}`)}</td><td class="words"${head('differences.why')}>${explanationWords(text, one.explanation)}</td></tr>\n`
  })
  return html`${heading}${table({
    id: `differences-${place}`,
    caption: text.plain('differences.caption'),
    columns: HEADS.map((name) => ({ head: text.plain(name) })),
    rows,
    stacked: true,
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
        : html`<div data-fixed><p class="lead">${foundLine(asking, report)} ${waitingLine(asking, report)}</p>${report.sources.filter(({ differences }) => differences.length > 0).map((source, place) => sourceTable(asking, source, place))}${quietSources(asking, report.sources)}</div>
<p class="no-print"><a href="/v1/reconciliation">${text.plain('differences.data')}</a></p>`
    const main = html`<h1>${title}</h1>
${recordParts(asking, '/record/differences')}
<p>${text.say('differences.lead', { desk: (words) => html`<a href="/desk">${words}</a>` })}</p>
${body}`
    return { title, main, changesWith: 'now' }
  },
})
