import { sha256Hex } from '../../../record/sha256.ts'
import type { Asking } from '../asking.ts'
import { type Html, html, raw } from '../html.ts'
import type { PageContent } from '../page.ts'
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

/** What is cited of a page. */
type Cited = Pick<PageContent, 'title' | 'changesWith'>

/** The address that is cited: with both clocks, or without where the page does not go by them. */
function citedAddress(asking: Asking, { changesWith }: Cited): string {
  if (changesWith !== 'now') return lastingAddress(asking)
  const { base, path, query } = asking.address
  return `${base}${path}${query.length === 0 ? '' : `?${queryText(query)}`}`
}

function noteOf({ view, clocks, text, today }: Asking, { changesWith }: Cited): string {
  if (changesWith === 'now') return text.plain('cite.note_now', { today: text.dayInWords(today) })
  return text.plain('cite.note', {
    as_of: text.dayInWords(clocks.asOf),
    known_at: text.dayInWords(clocks.knownAt),
    seq: String(view.record.head.seq),
    hash: view.record.head.hash.slice(0, 12),
  })
}

/** The title with the day of the law, which is another than that of the citation. */
function datedTitle({ text, clocks }: Asking, { title, changesWith }: Cited): string {
  if (changesWith === 'now') return title
  return text.plain('cite.title', { title, as_of: text.dayInWords(clocks.asOf) })
}

function bibtexText(text: string): string {
  return text.replace(/[\\{}]/g, '').replace(/([%&$#_])/g, '\\$1')
}

/** A key that no other page has, nor this one under other clocks or with a longer record. */
function bibtexKey(asking: Asking, address: string): string {
  const words = asking.address.path.toLowerCase().match(/[a-z0-9]+/g) ?? ['home']
  const own = sha256Hex(`${address} ${asking.view.record.head.hash}`).slice(0, 6)
  return ['palermo', ...words, own].join('-')
}

/** The citation of the page in one form. Its year is that of the day on which the page was made. */
export function citation(asking: Asking, cited: Cited, form: CiteForm): string {
  const { text, today } = asking
  const site = text.plain('site.name')
  const address = citedAddress(asking, cited)
  const note = noteOf(asking, cited)
  const [year, month, day] = today.split('-')
  switch (form) {
    case 'plain':
      return `${site}: “${cited.title}.” ${note} ${address}`
    case 'bibtex':
      return [
        `@misc{${bibtexKey(asking, address)},`,
        `  author = {{${site}}},`,
        `  title = {${bibtexText(datedTitle(asking, cited))}},`,
        `  year = {${year}},`,
        `  month = {${month}},`,
        `  note = {${bibtexText(note)}},`,
        `  urldate = {${today}},`,
        `  url = {${address}}`,
        '}',
      ].join('\n')
    case 'ris':
      return [
        'TY  - ELEC',
        `AU  - ${site}`,
        `TI  - ${datedTitle(asking, cited)}`,
        `PY  - ${year}`,
        `DA  - ${year}/${month}/${day}`,
        `Y2  - ${year}/${month}/${day}`,
        `N1  - ${note}`,
        `UR  - ${address}`,
        'ER  - ',
      ].join('\r\n')
  }
}

const STAYS = { now: 'cite.stays_now', program: 'cite.stays_program' } as const

/** How to cite the page, to be opened; on paper the citation alone. The line, which stands there twice, is
 *  put together once; its quotation marks are written as HTML: they alone would make the whole of it one that has to be
 *  escaped. */
export function citeBox(asking: Asking, cited: Cited): Html {
  const { text, address } = asking
  const { title, changesWith } = cited
  const here = `${address.path}?${withClocks(asking)}`
  const link = (form: CiteForm) => (words: readonly (string | Html)[]) =>
    html`<a href="${here}&amp;cite=${form}">${words}</a>`
  const stays = text.plain(changesWith === undefined ? 'cite.stays' : STAYS[changesWith])
  const line = raw(
    html`${text.plain('site.name')}: &#8220;${title}.&#8221; ${noteOf(asking, cited)} ${citedAddress(asking, cited)}`
      .text,
  )
  return html`<p class="print-only">${line}</p><details class="cite"><summary>${text.say('cite.summary')}</summary>
<p class="citation">${line}</p>
<p>${text.say('cite.forms', { bibtex: link('bibtex'), ris: link('ris') })} ${stays}</p></details>`
}
