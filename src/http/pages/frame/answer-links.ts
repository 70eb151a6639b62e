import type { Asking } from '../asking.ts'
import { type Html, html } from '../html.ts'

/** In the head of a document: where each answer that it shows is there as data. The numbers in it name them by place. */
export function answerLinks({ found }: Pick<Asking, 'found'>): Html {
  return html`${found.map(
    ({ address, place }) =>
      html`<link rel="alternate" type="application/json" href="${address}" data-answer="${place}">\n`,
  )}`
}
