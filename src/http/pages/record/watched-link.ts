import type { ReconciliationReport } from '../../../answers/reconciliation.ts'
import { type Html, html } from '../html.ts'

type Watched = Pick<ReconciliationReport['sources'][number], 'address' | 'source' | 'form'>

/** A page that is watched, as a link to it: its source, and in which format, as most are published in two. */
export function watchedLink({ address, source, form }: Watched): Html {
  const format = form.slice(form.lastIndexOf('_') + 1).toUpperCase()
  return html`<a href="${address}">${source}, ${format}</a>`
}
