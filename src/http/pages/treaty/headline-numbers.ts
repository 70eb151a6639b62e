import type { TreatySummary } from '../../../answers/treaty-summary.ts'
import type { Asking, Found } from '../asking.ts'
import { type Html, html } from '../html.ts'
import { countSpan, ofAll, outsideSpan, undatedNote } from '../parts/count-span.ts'
import { figure } from '../parts/figure.ts'
import type { MessageName } from '../text/text.ts'

type Fact = { readonly term: MessageName; readonly means: MessageName; readonly value: Html }

/** The numbers of a treaty, each with its noun; what it counts opens beneath it. */
export function headlineNumbers(asking: Asking, found: Found<TreatySummary>): Html {
  const { text } = asking
  const { counts, threshold } = found.data
  const span = (name: 'signatories' | 'threshold_count' | 'participants' | 'states_parties') =>
    countSpan(text, found, { counts, path: 'counts', name })
  const counted =
    threshold.needed === null
      ? span('threshold_count')
      : ofAll(text, {
          n: span('threshold_count'),
          needed: figure(text, found, 'threshold.needed'),
        })
  const facts: Fact[] = [
    { term: 'number.participants', means: 'number.participants_means', value: span('participants') },
    { term: 'number.states_parties', means: 'number.states_parties_means', value: span('states_parties') },
    { term: 'number.counted', means: 'number.counted_means', value: counted },
    { term: 'number.signatories', means: 'number.signatories_means', value: span('signatories') },
    {
      term: 'number.outside',
      means: 'number.outside_means',
      value: outsideSpan(text, found, { of: found.data, path: '' }),
    },
  ]
  const note = undatedNote(text, found, { counts, path: 'counts' })
  return html`<dl class="facts">${facts.map(
    ({ term, means, value }) => html`<div><dt>${text.plain(term)}</dt><dd class="big">${value}</dd>
<dd><details><summary>${text.plain('number.what')}<span class="aside">: ${text.plain(term)}</span></summary>${text.plain(means)}</details></dd></div>`,
  )}</dl>${note === '' ? '' : html`<p>${note}</p>`}`
}
