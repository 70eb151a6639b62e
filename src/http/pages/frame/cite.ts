import type { Asking } from '../asking.ts'
import { type Html, html } from '../html.ts'
import { queryText } from '../query-text.ts'

export const CITE_FORMS = ['plain', 'bibtex', 'ris'] as const

/** A form in which a page can be cited. */
export type CiteForm = (typeof CITE_FORMS)[number]

/** Media type of each form. */
export const CITE_TYPES: Readonly<Record<CiteForm, string>> = {
  plain: 'text/plain; charset=utf-8',
  bibtex: 'application/x-bibtex; charset=utf-8',
  ris: 'application/x-research-info-systems; charset=utf-8',
}

function withClocks({ address, clocks }: Asking): string {
  return queryText([...address.query, ['as_of', clocks.asOf], ['known_at', clocks.knownAt]])
}

/** The address of this page that stays: with both clocks. */
export function lastingAddress(asking: Asking): string {
  return `${asking.address.base}${asking.address.path}?${withClocks(asking)}`
}

function noteOf({ view, clocks, text }: Asking): string {
  return text.plain('cite.note', {
    as_of: text.dayInWords(clocks.asOf),
    known_at: text.dayInWords(clocks.knownAt),
    seq: String(view.record.head.seq),
    hash: view.record.head.hash.slice(0, 12),
  })
}

function bibtexText(text: string): string {
  return text.replace(/[\\{}]/g, '').replace(/([%&$#_])/g, '\\$1')
}

/** The citation of the page in one form. */
export function citation(asking: Asking, title: string, form: CiteForm): string {
  const { text, clocks } = asking
  const site = text.plain('site.name')
  const address = lastingAddress(asking)
  const [year, month, day] = clocks.asOf.split('-')
  switch (form) {
    case 'plain':
      return `${site}: “${title}.” ${noteOf(asking)} ${address}`
    case 'bibtex':
      return [
        `@misc{palermo-${clocks.asOf}-${asking.view.record.head.hash.slice(0, 6)},`,
        `  author = {{${site}}},`,
        `  title = {${bibtexText(title)}},`,
        `  year = {${year}},`,
        `  month = {${month}},`,
        `  note = {${bibtexText(noteOf(asking))}},`,
        `  url = {${address}}`,
        '}',
      ].join('\n')
    case 'ris':
      return [
        'TY  - ELEC',
        `AU  - ${site}`,
        `TI  - ${title}`,
        `PY  - ${year}`,
        `DA  - ${year}/${month}/${day}`,
        `N1  - ${noteOf(asking)}`,
        `UR  - ${address}`,
        'ER  - ',
      ].join('\r\n')
  }
}

/** How to cite the page, to be opened. The quotation marks are written as HTML: they alone would make the whole line one
 *  that has to be escaped. */
export function citeBox(asking: Asking, title: string): Html {
  const { text, address } = asking
  const clocks = withClocks(asking)
  const here = `${address.path}?${clocks}`
  const link = (form: CiteForm) => (words: readonly (string | Html)[]) =>
    html`<a href="${here}&amp;cite=${form}">${words}</a>`
  return html`<details class="cite"><summary>${text.plain('cite.summary')}</summary>
<p class="citation">${text.plain('site.name')}: &#8220;${title}.&#8221; ${noteOf(asking)} ${address.base}${here}</p>
<p>${text.say('cite.forms', { bibtex: link('bibtex'), ris: link('ris') })}</p></details>`
}
