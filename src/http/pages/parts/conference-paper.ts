import type { Asking } from '../asking.ts'
import { lastingAddress } from '../frame/cite.ts'
import { type Html, html } from '../html.ts'
import { daySpan } from './day.ts'

/** The head of a printed page in the manner of a conference paper: whose it is, a symbol, the day and the language.
 *  `about` are the words of the symbol. Only on paper. */
export function paperHead({ text, clocks }: Asking, about: readonly string[]): Html {
  const symbol = ['PT', ...about.map((word) => word.toUpperCase()), clocks.asOf].join('/')
  return html`<div class="paper-head print-only" data-fixed><p><b>${text.plain('site.name')}</b></p>
<p><b>${symbol}</b><br>${daySpan(text, clocks.asOf)}<br>${text.plain('paper.original')}</p></div>`
}

/** The foot of such a paper: what it rests on and the address that keeps showing it. Only on paper. */
export function paperFoot(asking: Asking): Html {
  const { text, clocks, view } = asking
  return html`<p class="paper-foot print-only" data-fixed>${text.say('paper.rests', {
    known: daySpan(text, clocks.knownAt),
    seq: text.number(view.record.head.seq),
    hash: view.record.head.hash.slice(0, 12),
    address: lastingAddress(asking),
  })}</p>`
}
