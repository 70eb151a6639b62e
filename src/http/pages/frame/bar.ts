import type { Asking } from '../asking.ts'
import { type Html, html } from '../html.ts'
import { SECTIONS, type Section } from '../page.ts'
import { writtenOnce } from '../parts/written-once.ts'
import type { Text } from '../text/text.ts'
import { clockControl } from './clock-control.ts'

type Link = (path: string) => string

function sectionLink(text: Text, section: Section, current: Section | null, link: Link): Html {
  const mark = section === current ? html` aria-current="true"` : ''
  return html`<li><a href="${link(`/${section}`)}"${mark}>${text.say(`section.${section}`)}</a></li>`
}

function waysOn(text: Text, current: Section | null, link: Link): Html {
  return html`<p class="name"><a href="${link('/')}">${text.say('site.name')}</a></p>
<nav aria-label="${text.plain('frame.nav')}"><ul>${SECTIONS.map((one) => sectionLink(text, one, current, link))}</ul></nav>`
}

function searchForm(text: Text, asking: Asking | null): Html {
  const given = Object.entries(asking?.given ?? {})
  const hidden = given.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)
  const asked =
    asking?.address.path === '/search' ? asking.address.query.find(([name]) => name === 'q') : undefined
  const write = (): Html => html`<label for="bar-search" class="aside">${text.say('search.label')}</label>
<input type="search" id="bar-search" name="q" value="${asked?.[1] ?? ''}" placeholder="${text.plain('search.hint')}" autocomplete="off">
<button>${text.say('search.button')}</button></form>`
  const fields =
    asking === null || asked !== undefined
      ? write()
      : writtenOnce(asking, { of: SECTIONS, name: 'search' }, write)
  return html`<form class="search" role="search" action="/search" method="get">${hidden}
${fields}`
}

/** The head of every page: the name, where one can go, search, and the two clocks. */
export function bar(text: Text, section: Section | null, asking: Asking | null): Html {
  const ways =
    asking === null
      ? waysOn(text, section, (path) => path)
      : writtenOnce(asking, { of: SECTIONS, name: String(section) }, (link) => waysOn(text, section, link))
  return html`<header class="bar"><div class="inner">
${ways}
${searchForm(text, asking)}
${asking === null ? '' : clockControl(asking)}
</div></header>`
}
