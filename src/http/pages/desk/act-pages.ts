import { html } from 'hono/html'
import { ACTIONS } from '../../../law/act.ts'
import { InputError } from '../../../law/input-error.ts'
import type { ActByHand } from '../../../store/record-by-officer.ts'
import { prepareAct, recordAct } from '../../../store/record-by-officer.ts'
import type { PageContent } from '../page.ts'
import { actForm, FIELDS } from './act-form.ts'
import { consequenceTable } from './consequence-table.ts'
import type { DeskRoutes } from './desk-routes.ts'
import type { Desk } from './difference-page.ts'
import { dayField } from './difference-pages.ts'
import { csrfField, deskBar } from './sign-in-page.ts'

function actIn(fields: URLSearchParams): ActByHand {
  const given = fields.get('action')
  const action = ACTIONS.find((one) => one === given)
  if (action === undefined)
    throw new InputError([{ field: 'action', value: given, accepted: ACTIONS.join(', ') }])
  const note = (fields.get('note') ?? '').trim()
  return {
    treaty: fields.get('treaty') ?? '',
    participant: (fields.get('participant') ?? '').trim(),
    action,
    date: dayField(fields, 'date'),
    effectDate: (fields.get('effect_date') ?? '') === '' ? null : dayField(fields, 'effect_date'),
    source: fields.get('source') ?? '',
    note: note === '' ? null : note,
  }
}

function previewPage(
  { text, view, at }: Desk,
  fields: URLSearchParams,
  found: Awaited<ReturnType<typeof prepareAct>>,
): PageContent {
  const { draft, notices, consequences } = found
  const title = text.plain('desk.preview')
  const hidden = FIELDS.map(
    (name) => html`<input type="hidden" name="${name}" value="${fields.get(name) ?? ''}">`,
  )
  const main = html`${deskBar(text, at)}<h1>${title}</h1>
<p>${text.plain('desk.would_write', { id: draft.id })}</p>
${notices.length === 0 ? '' : html`<ul>${notices.map((one) => html`<li>${one}</li>`)}</ul>`}
${consequenceTable(text, view, consequences)}
<form method="post" action="/desk/act">${csrfField(at.csrf)}${hidden}<input type="hidden" name="confirm" value="yes">
<p><button>${text.plain('desk.write')}</button> <a href="/desk/act">${text.plain('desk.not')}</a></p></form>`
  return { title, main }
}

/** Adds the form that records one act by hand: first a preview of what it changes in law, then the event. */
export function addActPages(routes: DeskRoutes): void {
  const { page, form, store, now, text } = routes
  page('/desk/act', 'record', async (_, at) => {
    const title = text.plain('desk.record_act')
    const desk = { text, view: await routes.view(), at }
    return { title, main: html`${deskBar(text, at)}<h1>${title}</h1>${actForm(desk)}` }
  })
  form('/desk/act', 'record', async (_, fields, at) => {
    const act = actIn(fields)
    const view = await routes.view()
    if (fields.get('confirm') !== 'yes')
      return previewPage(
        { text, view, at },
        fields,
        await prepareAct(store, act, { officer: at.officer, now }),
      )
    const event = await recordAct(store, act, { officer: at.officer, now })
    const title = text.plain('desk.written')
    const main = html`${deskBar(text, at)}<h1>${title}</h1>
<p role="status">${text.say('desk.written_as', { event: html`<a href="/record/${encodeURIComponent(event.id)}">${event.id}</a>`, seq: text.number(event.seq) })}<br><code>${event.hash}</code></p>`
    return { title, main }
  })
}
