import { STATUSES } from '../../../law/evaluation.ts'
import type { Asking } from '../asking.ts'
import { type Html, html } from '../html.ts'
import type { Standing } from './standing.ts'
import { isDayUnknown } from './undated-note.ts'

/** Where it stands under every treaty, in a sentence for each status. Those not adopted by the day are left out. */
export function standingSentence(asking: Asking, { name, treaties: all }: Standing): Html {
  const { text } = asking
  const treaties = all.filter(({ is_adopted }) => is_adopted)
  const isOpen = (row: Standing['treaties'][number]) => row.status === 'none' && isDayUnknown(row)
  const kinds = [
    ...STATUSES.map((status) => ({
      name: `state.${status}` as const,
      under: treaties.filter((row) => row.status === status && !isOpen(row)),
    })),
    {
      name: 'state.undated' as const,
      under: treaties.filter((row) => isOpen(row) && row.consent_latest !== null),
    },
    {
      name: 'state.perhaps' as const,
      under: treaties.filter((row) => isOpen(row) && row.consent_latest === null),
    },
  ]
  const parts = kinds.flatMap(({ name: words, under }) => {
    if (under.length === 0) return []
    const links = under.map(
      ({ slug, short_title }) =>
        html`${text.say('state.treaty', { treaty: html`<a href="${asking.link(`/treaties/${slug}`)}">${short_title}</a>` })}`,
    )
    return [text.say(words, { treaties: text.list(links), count: under.length })]
  })
  const [first, ...rest] = parts
  if (first === undefined) return html``
  const more = rest.map((part) => html` ${text.say('state.sentence_more', { part })}`)
  return html`${text.say('state.sentence', { name, part: first })}${more}`
}
