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
import { type Html, html } from '../html.ts'
import type { PageContent } from '../page.ts'
import { daySpan } from '../parts/day.ts'
import { eventDay } from '../parts/event-day.ts'
import {
  type Filled,
  fieldTies,
  isChosen,
  isWrong,
  type NamedField,
  NOT_FILLED,
  problemSummary,
  typedIn,
  wrongNote,
} from '../parts/filled-form.ts'
import type { Text } from '../text/text.ts'
import { actNames, sourceField } from './act-form.ts'
import type { AtDesk, DeskRoutes } from './desk-routes.ts'
import type { Desk } from './difference-page.ts'
import { dayField } from './difference-pages.ts'
import { dayInput, noteField } from './entry-fields.ts'
import { previewPage, writtenPage } from './entry-pages.ts'
import { csrfField, deskBar } from './sign-in-page.ts'

const PATH = '/desk/correct'
const FIELDS = ['event', 'kind', 'date', 'effect_date', 'source', 'note'] as const
const KINDS = ['correction', 'retraction'] as const

function correctionIn(fields: URLSearchParams): CorrectionByHand {
  const given = fields.get('kind')
  const kind = KINDS.find((one) => one === given)
  if (kind === undefined)
    throw new InputError([
      { field: 'kind', value: given, accepted: 'that the day is wrong, or that it never happened' },
    ])
  const note = (fields.get('note') ?? '').trim()
  return {
    event: fields.get('event') ?? '',
    day: kind === 'retraction' ? null : dayField(fields, 'date'),
    effectDate: (fields.get('effect_date') ?? '') === '' ? undefined : dayField(fields, 'effect_date'),
    source: fields.get('source') ?? '',
    note: note === '' ? null : note,
  }
}

/** What the forms call their fields. */
function correctionNames(text: Text): readonly NamedField[] {
  return [
    { name: 'event', id: 'event', label: text.plain('desk.which_event') },
    { name: 'kind', id: 'kind', label: text.plain('desk.what_is_wrong') },
    ...actNames(text),
  ]
}

/** Asks which event is wrong. */
function whichForm({ text }: Desk, filled: Filled): Html {
  return html`<p>${text.plain('desk.correct_lead')}</p>
<form method="get" action="${PATH}"><p><label for="event">${text.plain('desk.which_event')}</label><br><input id="event" name="event" value="${typedIn(filled, 'event', '')}" required maxlength="200" size="40"${fieldTies(filled, 'event')}>${wrongNote(text, filled, 'event')}</p>
<p><button>${text.plain('desk.find_event')}</button></p></form>`
}

function eventShown({ text, view }: Desk, event: RecordEvent): Html {
  const treaty = view.treaties.find(({ number }) => number === event.treaty)?.short_title ?? event.treaty
  const who =
    event.participant === null
      ? text.plain('event.nobody')
      : nameOn(view.names, event.participant, event.action_date ?? event.known_on)
  return html`<p class="lead">${who}: ${text.plain(`action.${event.action}`)}, ${treaty}, ${eventDay(text, event, (day) => daySpan(text, day))}</p>
<p class="quiet"><a href="/record/${encodeURIComponent(event.id)}">${event.id}</a></p>`
}

function correctionForm(desk: Desk, event: RecordEvent, filled: Filled): Html {
  const { text, at } = desk
  const kind = (value: string, words: string, usual: boolean) =>
    html`<p><label><input type="radio" name="kind" value="${value}"${isChosen(filled, { name: 'kind', value }, usual) ? html` checked` : ''}> ${words}</label></p>`
  return html`${eventShown(desk, event)}<p>${text.plain('desk.act_lead')}</p>
<form method="post" action="${PATH}">${csrfField(at.csrf)}<input type="hidden" name="event" value="${event.id}">
<fieldset id="kind" tabindex="-1"${fieldTies(filled, 'kind')}><legend>${text.plain('desk.what_is_wrong')}</legend>${wrongNote(text, filled, 'kind')}
${kind('correction', text.plain('desk.wrong_day'), true)}
${dayInput(text, filled, { name: 'date', id: 'date', label: text.plain('desk.date'), usual: event.action_date ?? '' })}
${dayInput(text, filled, { name: 'effect_date', id: 'effect', label: text.plain('desk.effect_date'), usual: event.effect_date ?? '' })}
${kind('retraction', text.plain('desk.never_happened'), false)}</fieldset>
${sourceField(desk, filled)}
${noteField(text, filled)}
<p><button>${text.plain('desk.preview_button')}</button></p></form>`
}

/** Adds the form that corrects the day of an event or retracts it: first a preview of what that changes in law, then
 *  the further event. The old one stays. */
export function addCorrectionPages(routes: DeskRoutes): void {
  const { page, form, store, now, text } = routes
  // Not before somebody asks: messages are read with all that languages need, and a start needs none.
  const title = () => text.plain('desk.correct_event')
  const formPage = async (at: AtDesk, named: string, filled: Filled): Promise<PageContent> => {
    const desk = { text, view: await routes.view(), at }
    const wrong = problemSummary(text, filled, correctionNames(text))
    const inner =
      named === '' || isWrong(filled, ['event'])
        ? whichForm(desk, filled)
        : correctionForm(desk, eventNamed(desk.view.record, named), filled)
    return { title: title(), main: html`${deskBar(text, at)}${wrong}<h1>${title()}</h1>${inner}` }
  }
  page(PATH, 'record', async (c, at) => {
    const named = (c.req.query('event') ?? '').trim()
    try {
      return await formPage(at, named, NOT_FILLED)
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      const filled = { fields: new URLSearchParams({ event: named }), problems: error.problems }
      return {
        ...(await formPage(at, '', filled)),
        title: text.plain('form.title', { title: title() }),
        status: 400,
      }
    }
  })
  form(
    PATH,
    'record',
    async (_, fields, at) => {
      const given = correctionIn(fields)
      const entry = correctionByHand(given)
      const options = { officer: at.officer, now }
      const desk = { text, view: await routes.view(), at }
      if (fields.get('confirm') === 'yes') {
        return writtenPage(desk, (await recordEntry(store, entry, options)).event)
      }
      const found = await prepareEntry(store, entry, options)
      const back = `${PATH}?${new URLSearchParams({ event: given.event })}`
      return previewPage(desk, { path: PATH, back, names: FIELDS, fields, found })
    },
    (_, at, filled) => formPage(at, filled.fields?.get('event') ?? '', filled),
  )
}
