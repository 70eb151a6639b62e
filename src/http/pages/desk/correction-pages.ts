import { html } from 'hono/html'
import { nameOn } from '../../../answers/names.ts'
import { InputError } from '../../../law/input-error.ts'
import { eventNamed } from '../../../pack/draft-correction.ts'
import type { RecordEvent } from '../../../record/event.ts'
import {
  type CorrectionByHand,
  correctionByHand,
  prepareEntry,
  recordEntry,
} from '../../../store/record-by-officer.ts'
import type { Html } from '../page.ts'
import { eventDay } from '../parts/event-day.ts'
import { sourceField } from './act-form.ts'
import type { DeskRoutes } from './desk-routes.ts'
import type { Desk } from './difference-page.ts'
import { dayField } from './difference-pages.ts'
import { previewPage, writtenPage } from './entry-pages.ts'
import { csrfField, deskBar } from './sign-in-page.ts'

const PATH = '/desk/correct'
const FIELDS = ['event', 'kind', 'date', 'effect_date', 'source', 'note'] as const
const KINDS = ['correction', 'retraction'] as const

function correctionIn(fields: URLSearchParams): CorrectionByHand {
  const given = fields.get('kind')
  const kind = KINDS.find((one) => one === given)
  if (kind === undefined) throw new InputError([{ field: 'kind', value: given, accepted: KINDS.join(', ') }])
  const note = (fields.get('note') ?? '').trim()
  return {
    event: fields.get('event') ?? '',
    day: kind === 'retraction' ? null : dayField(fields, 'date'),
    effectDate: (fields.get('effect_date') ?? '') === '' ? undefined : dayField(fields, 'effect_date'),
    source: fields.get('source') ?? '',
    note: note === '' ? null : note,
  }
}

/** Asks which event is wrong. */
function whichForm({ text }: Desk): Html {
  return html`<p>${text.plain('desk.correct_lead')}</p>
<form method="get" action="${PATH}"><p><label for="event">${text.plain('desk.which_event')}</label><br><input id="event" name="event" required maxlength="200" size="40"></p>
<p><button>${text.plain('desk.find_event')}</button></p></form>`
}

function eventShown({ text, view }: Desk, event: RecordEvent): Html {
  const treaty = view.treaties.find(({ number }) => number === event.treaty)?.short_title ?? event.treaty
  const who =
    event.participant === null
      ? text.plain('event.nobody')
      : nameOn(view.names, event.participant, event.action_date ?? event.known_on)
  return html`<p class="lead">${who}: ${text.plain(`action.${event.action}`)}, ${treaty}, ${eventDay(text, event)}</p>
<p class="quiet"><a href="/record/${encodeURIComponent(event.id)}">${event.id}</a></p>`
}

function correctionForm(desk: Desk, event: RecordEvent): Html {
  const { text, at } = desk
  return html`${eventShown(desk, event)}<p>${text.plain('desk.act_lead')}</p>
<form method="post" action="${PATH}">${csrfField(at.csrf)}<input type="hidden" name="event" value="${event.id}">
<fieldset><legend>${text.plain('desk.what_is_wrong')}</legend>
<p><label><input type="radio" name="kind" value="correction" checked> ${text.plain('desk.wrong_day')}</label></p>
<p><label for="date">${text.plain('desk.date')}</label><br><input type="date" id="date" name="date" value="${event.action_date ?? ''}"></p>
<p><label for="effect">${text.plain('desk.effect_date')}</label><br><input type="date" id="effect" name="effect_date" value="${event.effect_date ?? ''}"></p>
<p><label><input type="radio" name="kind" value="retraction"> ${text.plain('desk.never_happened')}</label></p></fieldset>
${sourceField(desk)}
<p><label for="note">${text.plain('desk.note')}</label><br><input id="note" name="note" size="40" maxlength="500"></p>
<p><button>${text.plain('desk.preview_button')}</button></p></form>`
}

/** Adds the form that corrects the day of an event or retracts it: first a preview of what that changes in law, then
 *  the further event. The old one stays. */
export function addCorrectionPages(routes: DeskRoutes): void {
  const { page, form, store, now, text } = routes
  page(PATH, 'record', async (c, at) => {
    const title = text.plain('desk.correct_event')
    const desk = { text, view: await routes.view(), at }
    const named = (c.req.query('event') ?? '').trim()
    const inner = named === '' ? whichForm(desk) : correctionForm(desk, eventNamed(desk.view.record, named))
    return { title, main: html`${deskBar(text, at)}<h1>${title}</h1>${inner}` }
  })
  form(PATH, 'record', async (_, fields, at) => {
    const given = correctionIn(fields)
    const entry = correctionByHand(given)
    const options = { officer: at.officer, now }
    const desk = { text, view: await routes.view(), at }
    if (fields.get('confirm') === 'yes') return writtenPage(desk, await recordEntry(store, entry, options))
    const found = await prepareEntry(store, entry, options)
    const back = `${PATH}?${new URLSearchParams({ event: given.event })}`
    return previewPage(desk, { path: PATH, back, names: FIELDS, fields, found })
  })
}
