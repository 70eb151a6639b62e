import type { Status } from '../../../law/evaluation.ts'
import { type Html, html, raw } from '../html.ts'
import type { Text } from '../text/text.ts'

/** The letter of each status: the same on every page, in tables, maps and keys. */
export const STATUS_LETTERS: Readonly<Record<Status, string>> = {
  party: 'P',
  contracting: 'C',
  signatory: 'S',
  blocked_parent: 'W',
  denouncing: 'D',
  former_party: 'F',
  provisional: 'A',
  none: '–',
}

type Marked = { readonly status: Status; readonly undated?: boolean }

/** Colour, pattern and letter of a status, without words. */
export function statusMark({ status, undated = false }: Marked): Html {
  return html`<span class="mark mark-${status}${undated ? ' undated' : ''}" aria-hidden="true"><b>${STATUS_LETTERS[status]}</b></span> `
}

const written = new WeakMap<Text, Map<string, Html>>()

/** A status in colour, pattern, letter and words. `undated` where the day of the act behind it is not known. There are
 *  few, and lists have hundreds of rows: each is written once. */
export function statusWords(text: Text, marked: Marked): Html {
  const known = written.get(text) ?? new Map<string, Html>()
  written.set(text, known)
  const key = `${marked.status} ${marked.undated === true}`
  const made =
    known.get(key) ??
    raw(html`<span class="status">${statusMark(marked)}${text.plain(`status.${marked.status}`)}</span>`.text)
  known.set(key, made)
  return made
}

/** A cell with the mark alone; the word is there for those who hear the page. */
export function statusCell(text: Text, marked: Marked): Html {
  return html`<td>${statusMark(marked)}<span class="aside">${text.plain(`status.${marked.status}`)}</span></td>`
}

/** What each mark means, for the statuses given. */
export function statusKey(text: Text, statuses: readonly Status[]): Html {
  return html`<ul class="key">${statuses.map((status) => html`<li>${statusWords(text, { status })}</li>`)}</ul>`
}
