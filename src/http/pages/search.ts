import * as z from 'zod'
import { search as searchAnswer } from '../../answers/search.ts'
import type { Asking } from './asking.ts'
import { type Html, html } from './html.ts'
import { page } from './page.ts'

type Match = {
  readonly kind: 'treaty' | 'state' | 'organization'
  readonly id: string
  readonly name: string
  readonly former_name: string | null
}

function item(asking: Asking, { kind, id, name, former_name: former }: Match): Html {
  const { text } = asking
  const address = asking.link(kind === 'treaty' ? `/treaties/${id}` : `/states/${id}`)
  const link = html`<a href="${address}">${name}</a>`
  const named = former === null ? link : text.say('search.former', { former, name: link })
  return html`<li>${named} <span class="quiet">(${text.plain(`search.${kind}`)})</span></li>`
}

/** What was searched for, by name; one exact hit is still a page, so that the address says what was asked. */
export const search = page({
  id: 'search',
  path: '/search',
  section: null,
  parameters: z.object({ q: z.string().max(200).optional() }),
  kept: 'with_record',
  example: (view) => {
    const first = view.record.participants[0]
    return first === undefined ? null : { q: first.name.slice(0, 4) }
  },
  write: (asking) => {
    const { text } = asking
    const q = asking.parameters.q?.trim() ?? ''
    if (q === '') {
      const title = text.plain('search.title')
      return { title, main: html`<h1>${title}</h1><p>${text.plain('search.empty')}</p>` }
    }
    const found = asking.ask(searchAnswer, { q })
    const { matches } = found.data
    const title = text.plain('search.title_for', { q })
    const main = html`<h1 data-fixed>${title}</h1>${
      matches.length === 0
        ? html`<p>${text.plain('search.nothing')}</p>`
        : html`<ul class="plain" data-fixed>${matches.map((one) => item(asking, one))}</ul>`
    }`
    return { title, main }
  },
})
