import { html } from 'hono/html'
import { STATUSES } from '../../../law/evaluation.ts'
import type { Asking } from '../asking.ts'
import type { Html } from '../page.ts'
import type { Standing } from './standing.ts'

/** Where it stands under every treaty, in one sentence: treaties with one status together. */
export function standingSentence(asking: Asking, { name, treaties }: Standing): Html {
  const { text } = asking
  const parts = STATUSES.flatMap((status) => {
    const under = treaties.filter((row) => row.status === status)
    if (under.length === 0) return []
    const links = under.map(
      ({ slug, short_title }) =>
        html`${text.say('state.treaty', { treaty: html`<a href="${asking.link(`/treaties/${slug}`)}">${short_title}</a>` })}`,
    )
    return [text.say(`state.${status}`, { treaties: text.list(links), count: under.length })]
  })
  return text.say('state.sentence', { name, parts: text.list(parts) })
}
