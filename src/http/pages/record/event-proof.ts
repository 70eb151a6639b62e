import type { Asking } from '../asking.ts'
import { type Html, html } from '../html.ts'
import type { FoundEvent } from './event-facts.ts'

/** What anyone needs to check that the event is unchanged and in the record; the signed root, where there is one. */
export function eventProof(asking: Asking, found: FoundEvent, isSigned: boolean): Html {
  const { text } = asking
  const { proof } = found.data
  const { inclusion } = proof
  const row = (term: 'proof.hash' | 'proof.prev' | 'proof.leaf' | 'proof.root', at: string, value: string) =>
    html`<div><dt>${text.plain(term)}</dt><dd><code data-at="proof.${at}">${value}</code></dd></div>`
  const inside =
    inclusion === null
      ? html`<p>${text.plain('proof.none')}</p>`
      : html`<dl class="rows">${row('proof.leaf', 'inclusion.leaf', inclusion.leaf)}${row('proof.root', 'inclusion.root', inclusion.root)}</dl>
<details><summary>${text.plain('proof.path')}</summary><ol>${inclusion.path.map((hash, place) => html`<li><code data-at="proof.inclusion.path.${place}">${hash}</code></li>`)}</ol></details>
<p>${text.say(isSigned ? 'proof.how' : 'proof.how_unsigned', {
          size: html`<data value="${inclusion.size}" data-at="proof.inclusion.size">${text.number(inclusion.size)}</data>`,
          checkpoint: (words) => html`<a href="/v1/checkpoints/${inclusion.size}">${words}</a>`,
          rfc: (words) => html`<span data-fixed>${words}</span>`,
        })}</p>`
  return html`<section data-of="${found.place}"><h2>${text.plain('proof.title')}</h2>
<dl class="rows">${row('proof.hash', 'hash', proof.hash)}${row('proof.prev', 'prev_hash', proof.prev_hash)}</dl>
<details><summary data-fixed>${text.plain('proof.canonical')}</summary><pre data-at="proof.canonical_form">${proof.canonical_form}</pre></details>
${inside}</section>`
}
