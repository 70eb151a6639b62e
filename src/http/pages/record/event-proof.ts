import type { Asking } from '../asking.ts'
import { type Html, html } from '../html.ts'
import { writtenOnce } from '../parts/written-once.ts'
import type { FoundEvent } from './event-facts.ts'

type Term = 'proof.hash' | 'proof.prev' | 'proof.leaf' | 'proof.root'

function row({ text }: Asking, term: Term, { at, value }: { at: string; value: string }): Html {
  return html`<div><dt>${text.say(term)}</dt><dd><code data-at="proof.${at}">${value}</code></dd></div>`
}

/** What the event alone gives: its hash, the one before it and the text that is hashed, the same on every day. */
function hashed(asking: Asking, { place, data: { proof } }: FoundEvent): Html {
  const { text, view } = asking
  return writtenOnce(
    asking,
    { of: view.record, name: `hashed ${proof.seq} ${place}` },
    () => html`<dl class="rows">${row(asking, 'proof.hash', { at: 'hash', value: proof.hash })}${row(asking, 'proof.prev', { at: 'prev_hash', value: proof.prev_hash })}</dl>
<details><summary data-fixed>${text.say('proof.canonical')}</summary><pre data-at="proof.canonical_form">${proof.canonical_form}</pre></details>`,
  )
}

/** What anyone needs to check that the event is unchanged and in the record; the signed root, where there is one. */
export function eventProof(asking: Asking, found: FoundEvent, isSigned: boolean): Html {
  const { text } = asking
  const { inclusion } = found.data.proof
  const inside =
    inclusion === null
      ? html`<p>${text.say('proof.none')}</p>`
      : html`<dl class="rows">${row(asking, 'proof.leaf', { at: 'inclusion.leaf', value: inclusion.leaf })}${row(asking, 'proof.root', { at: 'inclusion.root', value: inclusion.root })}</dl>
<details><summary>${text.say('proof.path')}</summary><ol>${inclusion.path.map((hash, place) => html`<li><code data-at="proof.inclusion.path.${place}">${hash}</code></li>`)}</ol></details>
<p>${text.say(isSigned ? 'proof.how' : 'proof.how_unsigned', {
          size: html`<data value="${inclusion.size}" data-at="proof.inclusion.size">${text.number(inclusion.size)}</data>`,
          checkpoint: (words) => html`<a href="/v1/checkpoints/${inclusion.size}">${words}</a>`,
          rfc: (words) => html`<span data-fixed>${words}</span>`,
        })}</p>`
  return html`<section data-of="${found.place}"><h2>${text.say('proof.title')}</h2>
${hashed(asking, found)}
${inside}</section>`
}
