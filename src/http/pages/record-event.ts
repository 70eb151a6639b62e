import { event as eventAnswer } from '../../answers/event.ts'
import { html } from './html.ts'
import { page } from './page.ts'
import { eventChain } from './record/event-chain.ts'
import { eventFacts, eventSentence } from './record/event-facts.ts'
import { eventProof } from './record/event-proof.ts'
import { isSigned } from './record/is-signed.ts'

/** One event: what it says, on what evidence, how it was corrected, and what anyone needs to check it. */
export const recordEvent = page({
  id: 'event',
  path: '/record/{id}',
  section: 'record',
  parameters: eventAnswer.parameters,
  kept: 'with_record',
  example: (view) => {
    const first = view.record.events[0]
    return first === undefined ? null : { id: first.id }
  },
  besides: async (means) => ((await isSigned(means)) ? 'signed' : ''),
  write: async (asking) => {
    const { text, parameters } = asking
    const found = asking.ask(eventAnswer, { id: parameters.id })
    const heading = eventSentence(asking, found)
    const main = html`<h1><span data-fixed>${heading}</span></h1>
<p>${text.say('event.place', { n: html`<data value="${found.data.event.seq}" data-of="${found.place}" data-at="event.seq">${text.number(found.data.event.seq)}</data>` })}</p>
${eventFacts(asking, found)}
${eventChain(asking, found)}
${eventProof(asking, found, await isSigned(asking.means))}
<p class="no-print">${text.say('event.take', {
      json: (words) => html`<a href="${found.address}">${words}</a>`,
      record: (words) => html`<a href="${asking.link('/record')}">${words}</a>`,
    })}</p>`
    return { title: heading, main }
  },
})
