import { html } from 'hono/html'
import type { Asking } from '../asking.ts'
import { type Html, SECTIONS, type Section } from '../page.ts'
import type { Text } from '../text/text.ts'
import { clockControl } from './clock-control.ts'

function sectionLink(text: Text, section: Section, current: Section | null, asking: Asking | null): Html {
  const address = asking === null ? `/${section}` : asking.link(`/${section}`)
  const mark = section === current ? html` aria-current="true"` : ''
  return html`<li><a href="${address}"${mark}>${text.plain(`section.${section}`)}</a></li>`
}

function searchForm(text: Text, asking: Asking | null): Html {
  const given = Object.entries(asking?.given ?? {})
  const hidden = given.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)
  const asked =
    asking?.address.path === '/search' ? asking.address.query.find(([name]) => name === 'q') : undefined
  return html`<form class="search" role="search" action="/search" method="get">${hidden}
<label for="bar-search" class="aside">${text.plain('search.label')}</label>
<input type="search" id="bar-search" name="q" value="${asked?.[1] ?? ''}" placeholder="${text.plain('search.hint')}" autocomplete="off">
<button>${text.plain('search.button')}</button></form>`
}

/** The head of every page: the name, where one can go, search, and the two clocks. */
export function bar(text: Text, section: Section | null, asking: Asking | null): Html {
  const home = asking === null ? '/' : asking.link('/')
  return html`<header class="bar"><div class="inner">
<p class="name"><a href="${home}">${text.plain('site.name')}</a></p>
<nav aria-label="${text.plain('frame.nav')}"><ul>${SECTIONS.map((one) => sectionLink(text, one, section, asking))}</ul></nav>
${searchForm(text, asking)}
${asking === null ? '' : clockControl(asking)}
</div></header>`
}
