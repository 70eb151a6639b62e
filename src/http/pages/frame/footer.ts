import { type PlainDate, plainDate } from '../../../law/plain-date.ts'
import type { Asking } from '../asking.ts'
import { type Html, html } from '../html.ts'
import type { PageContent } from '../page.ts'
import { daySpan } from '../parts/day.ts'
import { writtenOnce } from '../parts/written-once.ts'
import type { Text } from '../text/text.ts'
import { citeBox } from './cite.ts'

/** The day of the depositary's newest totals on record, of what the page is about; null where there are none. */
function newestTotals(found: Asking['found'], about: PageContent['about']): PlainDate | null {
  const days = found.flatMap(({ data }) =>
    typeof data === 'object' && data !== null && 'source_as_at' in data ? [data.source_as_at] : [],
  )
  const own = about === 'each' ? days : days.slice(0, 1)
  const newest = own
    .filter((day) => typeof day === 'string')
    .sort()
    .at(-1)
  return newest === undefined ? null : plainDate(newest)
}

function freshness(asking: Asking, about: PageContent['about']): Html {
  const totals = newestTotals(asking.found, about)
  const name = `freshness ${totals} ${asking.given.known_at === undefined}`
  return writtenOnce(asking, { of: asking.view.current, name }, () => freshnessWords(asking, totals))
}

/** When the depositary was last read, which says nothing of a day of knowledge that is given; and its newest totals. */
function freshnessWords({ view, text, given }: Asking, totals: PlainDate | null): Html {
  const { checked_at } = view.current
  const checked =
    checked_at === null
      ? text.say('footer.never_checked')
      : text.say('footer.checked', {
          when: html`<time datetime="${checked_at}">${text.instantInWords(checked_at)}</time>`,
        })
  const source = totals === null ? '' : text.say('footer.source', { day: daySpan(text, totals) })
  if (given.known_at !== undefined) return totals === null ? html`` : html`<p>${source}</p>`
  return html`<p>${checked} ${source}</p>`
}

function answersAsked({ text, found }: Asking): Html | string {
  if (found.length === 0) return ''
  const links = found.map(
    ({ address }) => html`<li><a href="${address}"><code>${decodeURIComponent(address)}</code></a></li>`,
  )
  return html`<details class="data"><summary>${text.say('footer.data')}</summary>
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
${asking === null ? '' : html`${freshness(asking, content.about)}<div class="boxes">${answersAsked(asking)}${citeBox(asking, content)}</div>`}
${asking === null ? licence(text) : writtenOnce(asking, { of: licence, name: 'licence' }, () => licence(text))}
</div></footer>`
}
