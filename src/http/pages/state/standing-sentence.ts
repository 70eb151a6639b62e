import { STATUSES } from '../../../law/evaluation.ts'
import type { Asking } from '../asking.ts'
import { type Html, html } from '../html.ts'
import { isConsentOpen, isSignatureOpen } from '../parts/undated.ts'
import type { Standing } from './standing.ts'

type Row = Standing['treaties'][number]

/** Whether the act surely happened, before the day or after it; else it is only reported. */
function isConsentSure({ consent_latest }: Row): boolean {
  return consent_latest !== null
}

function isSignatureSure({ signature_latest }: Row): boolean {
  return signature_latest !== null
}

/** Where it stands under every treaty, in a sentence for each status. Those not adopted by the day are left out. */
export function standingSentence(asking: Asking, { name, treaties: all }: Standing): Html {
  const { text } = asking
  const treaties = all.filter(({ is_adopted }) => is_adopted)
  const whose = (isIt: (row: Row) => boolean) => treaties.filter(isIt)
  const isOpen = (row: Row) => isConsentOpen(row) || isSignatureOpen(row)
  const signed = whose((row) => isConsentOpen(row) && row.status === 'signatory')
  const unsigned = whose((row) => isConsentOpen(row) && row.status !== 'signatory')
  const perhapsSigned = whose((row) => isSignatureOpen(row) && !isConsentOpen(row))
  const kinds = [
    ...STATUSES.map((status) => ({
      name: `state.${status}` as const,
      under: whose((row) => row.status === status && !isOpen(row)),
    })),
    { name: 'state.signed_undated' as const, under: signed.filter(isConsentSure) },
    { name: 'state.signed_perhaps' as const, under: signed.filter((row) => !isConsentSure(row)) },
    { name: 'state.undated' as const, under: unsigned.filter(isConsentSure) },
    { name: 'state.perhaps' as const, under: unsigned.filter((row) => !isConsentSure(row)) },
    { name: 'state.signature_undated' as const, under: perhapsSigned.filter(isSignatureSure) },
    { name: 'state.signature_perhaps' as const, under: perhapsSigned.filter((row) => !isSignatureSure(row)) },
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
