import { html } from 'hono/html'
import { STATUSES } from '../../../law/evaluation.ts'
import type { Asking } from '../asking.ts'
import type { Html } from '../page.ts'
import type { Standing } from './standing.ts'

/** Where it stands under every treaty, in one sentence: treaties with one status together. */
export function standingSentence(asking: Asking, { name, treaties }: Standing): Html {
  const { text } = asking
  const isPerhaps = (row: Standing['treaties'][number]) =>
    row.status === 'none' && row.consent === null && row.consent_earliest !== null
  const kinds = [
    ...STATUSES.map((status) => ({
      name: `state.${status}` as const,
      under: treaties.filter((row) => row.status === status && !isPerhaps(row)),
    })),
    { name: 'state.perhaps' as const, under: treaties.filter(isPerhaps) },
  ]
  const parts = kinds.flatMap(({ name: words, under }) => {
    if (under.length === 0) return []
    const links = under.map(
      ({ slug, short_title }) =>
        html`${text.say('state.treaty', { treaty: html`<a href="${asking.link(`/treaties/${slug}`)}">${short_title}</a>` })}`,
    )
    return [text.say(words, { treaties: text.list(links), count: under.length })]
  })
  return text.say('state.sentence', { name, parts: text.list(parts) })
}
