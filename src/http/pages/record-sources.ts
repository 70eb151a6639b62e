import * as z from 'zod'
import { type Html, html } from './html.ts'
import { page } from './page.ts'
import { table } from './parts/table.ts'
import { reconciliationOf } from './record/reconciliation-of.ts'
import { recordParts } from './record/record-parts.ts'
import { sourceAddress } from './record/source-address.ts'
import { watchedTable } from './record/watched-table.ts'
import type { MessageName } from './text/text.ts'

function titleCell(title: string, address: string): Html {
  return html`${title}<br><span class="quiet">${sourceAddress(address)}</span>`
}

/** Where every fact was read, and when each page that is watched was last looked at. */
export const recordSources = page({
  id: 'sources',
  path: '/record/sources',
  section: 'record',
  parameters: z.object({}),
  kept: 'never',
  example: () => ({}),
  write: async (asking) => {
    const { text, view } = asking
    const report = await reconciliationOf(asking)
    const head = (name: MessageName) => html` data-head="${text.plain(name)}"`
    const rows = [...view.sources.values()].map(
      ({ id, title, publisher, address, as_at, how_read }) =>
        html`<tr id="${id}"><th scope="row"><code>${id}</code></th><td class="words">${titleCell(title, address)}</td><td class="words"${head('column.publisher')}>${publisher}</td><td class="nowrap"${head('column.as_at')}>${as_at}</td><td class="words"${head('column.how_read')}>${how_read}</td></tr>\n`,
    )
    const heads = [
      'column.source',
      'column.title',
      'column.publisher',
      'column.as_at',
      'column.how_read',
    ] as const
    const title = text.plain('sources.title')
    const main = html`<h1>${title}</h1>
${recordParts(asking, '/record/sources')}
<h2>${text.plain('sources.watched')}</h2>
${watchedTable(asking, report)}
<h2>${text.plain('sources.read')}</h2>
<p>${text.plain('sources.lead')}</p>
<div data-fixed>${table({
      id: 'sources',
      caption: text.plain('sources.caption'),
      columns: heads.map((name) => ({ head: text.plain(name) })),
      rows,
      stacked: true,
    })}</div>`
    return { title, main, changesWith: 'now' }
  },
})
