import type { Asking } from '../asking.ts'
import { type Html, html } from '../html.ts'

const PARTS = [
  { path: '/record', words: 'record.part_events' },
  { path: '/record/differences', words: 'record.part_differences' },
  { path: '/record/sources', words: 'record.part_sources' },
  { path: '/record/jobs', words: 'record.part_jobs' },
  { path: '/record/downloads', words: 'record.part_downloads' },
] as const

/** The ways from one page about the record to the others. */
export function recordParts(asking: Asking, current: string): Html {
  const { text } = asking
  const items = PARTS.map(
    ({ path, words }) =>
      html`<li><a href="${asking.link(path)}"${path === current ? html` aria-current="page"` : ''}>${text.plain(words)}</a></li>`,
  )
  return html`<nav aria-label="${text.plain('record.parts')}" class="no-print"><ul class="key">${items}</ul></nav>`
}
