import type { Asking } from '../asking.ts'
import { type Html, html } from '../html.ts'
import { dayAt, figure } from '../parts/figure.ts'
import type { Projected } from './reading.ts'

/** How the method works, in a few lines, with the numbers of the model that answered. */
export function methodInWords(asking: Asking, found: Projected): Html {
  const { text } = asking
  return html`<section><h2>${text.plain('method.title')}</h2><p>${text.say('method.words', {
    n: figure(text, found, 'model.treaties'),
    day: dayAt(text, found, 'model.known_until'),
  })}</p><p><a href="${asking.link('/projection')}">${text.plain('method.scoreboard')}</a></p></section>`
}
