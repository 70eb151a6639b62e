import type { RecordEvent } from '../../../record/event.ts'
import type { PreparedEntry } from '../../../store/record-by-officer.ts'
import { html } from '../html.ts'
import type { PageContent } from '../page.ts'
import { consequenceTable } from './consequence-table.ts'
import type { Desk } from './difference-page.ts'
import { entryWords } from './entry-words.ts'
import { csrfField, deskBar } from './sign-in-page.ts'

type Entered = {
  /** Where the form is sent, and where one goes who does not confirm. */
  readonly path: string
  readonly back: string
  /** Names of the fields that are sent again with the confirmation. */
  readonly names: readonly string[]
  readonly fields: URLSearchParams
  readonly found: PreparedEntry
}

/** What an event written by hand would change in law. Nothing is written before it is confirmed. */
export function previewPage(desk: Desk, { path, back, names, fields, found }: Entered): PageContent {
  const { text, view, at } = desk
  const { draft, notices, consequences } = found
  const title = text.plain('desk.preview')
  const hidden = names.map(
    (name) => html`<input type="hidden" name="${name}" value="${fields.get(name) ?? ''}">`,
  )
  const main = html`${deskBar(text, at)}<h1>${title}</h1>
<p>${text.plain('desk.would_write', { id: draft.id })}</p>
${notices.length === 0 ? '' : html`<ul>${notices.map((one) => html`<li>${one}</li>`)}</ul>`}
${entryWords(desk, draft)}${consequenceTable(text, view, consequences)}
<form method="post" action="${path}">${csrfField(at.csrf)}${hidden}<input type="hidden" name="confirm" value="yes">
<p><button>${text.plain('desk.write')}</button> <a href="${back}">${text.plain('desk.not')}</a></p></form>`
  return { title, main }
}

/** Said when it is written. */
export function writtenPage({ text, at }: Pick<Desk, 'text' | 'at'>, event: RecordEvent): PageContent {
  const title = text.plain('desk.written')
  const main = html`${deskBar(text, at)}<h1>${title}</h1>
<p role="status">${text.say('desk.written_as', { event: html`<a href="/record/${encodeURIComponent(event.id)}">${event.id}</a>`, seq: text.number(event.seq) })}<br><code>${event.hash}</code></p>`
  return { title, main }
}
