import type { Asking } from '../asking.ts'
import { type Html, html } from '../html.ts'
import { dayAt } from '../parts/figure.ts'
import { isSignatureOpen } from '../parts/undated.ts'
import { isStateLater } from './not-then.ts'
import { notificationWords } from './notification-words.ts'
import type { FoundStanding } from './standing.ts'

type Step = FoundStanding['data']['remaining'][number]['step']

/** What happens on the day on which a step comes by itself. */
function comesOn(step: Step) {
  if (step === 'not_adopted') return 'state.adopted_on'
  return step === 'not_open' ? 'state.opens_on' : 'state.comes_on'
}

function stepItem(asking: Asking, found: FoundStanding, place: number): Html {
  const { text } = asking
  const step = found.data.remaining[place]
  if (step === undefined) throw new Error(`no step ${place}`)
  const treaty = found.data.treaties.find(({ slug }) => slug === step.slug)
  const at = `remaining.${place}`
  const article =
    step.article === null
      ? ''
      : text.say('state.article', { article: html`<span data-at="${at}.article">${step.article}</span>` })
  const until =
    step.until === null ? '' : text.say('state.open_until', { day: dayAt(text, found, `${at}.until`) })
  const on = step.on === null ? '' : text.say(comesOn(step.step), { day: dayAt(text, found, `${at}.on`) })
  const perhaps =
    step.perhaps_since === null
      ? ''
      : text.say('state.perhaps_done', { day: dayAt(text, found, `${at}.perhaps_since`) })
  const signed =
    treaty === undefined || !isSignatureOpen(treaty)
      ? ''
      : text.say('state.perhaps_signed', {
          day: dayAt(text, found, `treaties.${found.data.treaties.indexOf(treaty)}.signature_earliest`),
        })
  const done = step.step === 'wait' ? html` class="done"` : ''
  return html`<li${done}><a href="${asking.link(`/treaties/${step.slug}`)}">${treaty?.short_title ?? step.slug}</a>: ${text.plain(`step.${step.step}`)} ${article} ${until} ${on} ${signed} ${perhaps}</li>`
}

/** What remains to be done, treaty by treaty, and with whom. */
export function remainingList(asking: Asking, found: FoundStanding): Html {
  const { text, view } = asking
  const { remaining, name } = found.data
  const open = new Set(remaining.map(({ slug }) => slug))
  const left = view.treaties.filter(({ slug }) => open.has(slug))
  const asked = notificationWords(text, left)
  const unnamed = left.filter((one) => notificationWords(text, [one]).length === 0)
  const unknown =
    unnamed.length === 0
      ? ''
      : html`<p data-fixed>${text.say('state.notify_unknown', {
          treaties: text.list(unnamed.map(({ short_title }) => short_title)),
          count: unnamed.length,
        })}</p>`
  if (isStateLater(asking, found)) return html``
  if (remaining.length === 0)
    return html`<section><h2>${text.plain('state.remains')}</h2><p>${text.say('state.nothing_remains', { name })}</p></section>`
  return html`<section><h2>${text.plain('state.remains')}</h2>
<ul class="checklist" data-of="${found.place}">${remaining.map((_, place) => stepItem(asking, found, place))}</ul>
<p>${text.say('state.where', {
    page: (words) => html`<a href="https://treaties.un.org/">${words}</a>`,
    article: (words) => html`<span data-fixed>${words}</span>`,
  })}</p>
${asked.length === 0 ? '' : html`<p data-fixed>${text.say('state.notify', { treaties: html`${asked}` })}</p>`}${unknown}</section>`
}
