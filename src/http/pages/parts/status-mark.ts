import { STATUSES, type Status } from '../../../law/evaluation.ts'
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

export type Marked = {
  readonly status: Status
  /** Whether the day of the act behind it is not known. */
  readonly undated?: boolean
  /** Whether an act without a known day may have made it more than that by now. */
  readonly open?: boolean
}

/** Colour, pattern and letter of a status, without words. */
export function statusMark({ status, undated = false }: Marked): Html {
  return html`<span class="mark mark-${status}${undated ? ' undated' : ''}" aria-hidden="true"><b>${STATUS_LETTERS[status]}</b></span> `
}

/** What a status is called; where more may have been done by the day, not more than what is shown. */
export function statusName(text: Text, { status, open = false }: Marked): string {
  if (open && status === 'none') return text.plain('status.none_shown')
  if (open && status === 'signatory') return text.plain('status.signatory_at_least')
  return text.plain(`status.${status}`)
}

const written = new WeakMap<Text, Map<string, Html>>()

/** A status in colour, pattern, letter and words. `undated` where the day of the act behind it is not known. There are
 *  few, and lists have hundreds of rows: each is written once. */
export function statusWords(text: Text, marked: Marked): Html {
  const known = written.get(text) ?? new Map<string, Html>()
  written.set(text, known)
  const key = `${marked.status} ${marked.undated === true} ${marked.open === true}`
  const made =
    known.get(key) ??
    raw(html`<span class="status">${statusMark(marked)}${statusName(text, marked)}</span>`.text)
  known.set(key, made)
  return made
}

/** A cell with the mark alone; the word is there for those who hear the page. */
export function statusCell(text: Text, marked: Marked): Html {
  return html`<td>${statusMark(marked)}<span class="aside">${statusName(text, marked)}</span></td>`
}

/** What each mark means, for the statuses of the rows shown, and what a broken edge does, where one has it. */
export function statusKey(text: Text, shown: readonly Marked[]): Html {
  const statuses = STATUSES.filter((status) => shown.some((one) => one.status === status))
  const broken = html`<li><span class="status"><span class="mark undated" aria-hidden="true"><b>&nbsp;</b></span> ${text.plain('status.undated')}</span></li>`
  return html`<ul class="key">${statuses.map((status) => html`<li>${statusWords(text, { status })}</li>`)}${shown.some(({ undated }) => undated === true) ? broken : ''}</ul>`
}
