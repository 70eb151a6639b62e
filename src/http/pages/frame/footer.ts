import type { Asking } from '../asking.ts'
import { type Html, html } from '../html.ts'
import type { PageContent } from '../page.ts'
import { daySpan } from '../parts/day.ts'
import { writtenOnce } from '../parts/written-once.ts'
import type { Text } from '../text/text.ts'
import { citeBox } from './cite.ts'

function freshness(asking: Asking): Html {
  return writtenOnce(asking, { of: asking.view.current, name: 'freshness' }, () => freshnessWords(asking))
}

function freshnessWords({ view, text }: Asking): Html {
  const { checked_at, source_as_at } = view.current
  const checked =
    checked_at === null
      ? text.say('footer.never_checked')
      : text.say('footer.checked', {
          when: html`<time datetime="${checked_at}">${text.instantInWords(checked_at)}</time>`,
        })
  const source = source_as_at === null ? '' : text.say('footer.source', { day: daySpan(text, source_as_at) })
  return html`<p>${checked} ${source}</p>`
}

function answersAsked({ text, found }: Asking): Html | string {
  if (found.length === 0) return ''
  const links = found.map(
    ({ address }) => html`<li><a href="${address}"><code>${decodeURIComponent(address)}</code></a></li>`,
  )
  return html`<details class="data"><summary>${text.plain('footer.data')}</summary>
<p>${text.say('footer.data_about')}</p><ul>${links}</ul></details>`
}

function licence(text: Text): Html {
  return html`<p>${text.say('footer.licence', {
    licence: (words) =>
      html`<a rel="license" href="https://creativecommons.org/publicdomain/zero/1.0/">${words}</a>`,
    docs: (words) => html`<a href="/docs">${words}</a>`,
    data: (words) => html`<a href="/v1">${words}</a>`,
  })}</p>`
}

/** The foot of every page: how fresh it is, where its numbers are as data, how to cite it, the licence. */
export function footer(text: Text, content: PageContent, asking: Asking | null): Html {
  return html`<footer data-fixed><div class="inner">
${asking === null ? '' : html`${freshness(asking)}<div class="boxes">${answersAsked(asking)}${citeBox(asking, content)}</div>`}
${asking === null ? licence(text) : writtenOnce(asking, { of: licence, name: 'licence' }, () => licence(text))}
</div></footer>`
}
