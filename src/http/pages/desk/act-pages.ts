import { ACTIONS } from '../../../law/act.ts'
import { InputError } from '../../../law/input-error.ts'
import { type ActByHand, actByHand, prepareEntry, recordEntry } from '../../../store/record-by-officer.ts'
import { html } from '../html.ts'
import type { PageContent } from '../page.ts'
import { type Filled, NOT_FILLED, problemSummary } from '../parts/filled-form.ts'
import { actForm, actNames, FIELDS } from './act-form.ts'
import type { AtDesk, DeskRoutes } from './desk-routes.ts'
import { dayField, OFFERED_ACT } from './difference-pages.ts'
import { previewPage, writtenPage } from './entry-pages.ts'
import { deskBar } from './sign-in-page.ts'

const PATH = '/desk/act'

function actIn(fields: URLSearchParams): ActByHand {
  const given = fields.get('action')
  const action = ACTIONS.find((one) => one === given)
  if (action === undefined) throw new InputError([{ field: 'action', value: given, accepted: OFFERED_ACT }])
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

/** Adds the form that records one act by hand: first a preview of what it changes in law, then the event. */
export function addActPages(routes: DeskRoutes): void {
  const { page, form, store, now, text } = routes
  const formPage = async (at: AtDesk, filled: Filled): Promise<PageContent> => {
    const title = text.plain('desk.record_act')
    const desk = { text, view: await routes.view(), at }
    const wrong = problemSummary(text, filled, actNames(text))
    return { title, main: html`${deskBar(text, at)}${wrong}<h1>${title}</h1>${actForm(desk, filled)}` }
  }
  page(PATH, 'record', (_, at) => formPage(at, NOT_FILLED))
  form(
    PATH,
    'record',
    async (_, fields, at) => {
      const entry = actByHand(actIn(fields))
      const options = { officer: at.officer, now }
      const desk = { text, view: await routes.view(), at }
      if (fields.get('confirm') === 'yes') {
        return writtenPage(desk, (await recordEntry(store, entry, options)).event)
      }
      const found = await prepareEntry(store, entry, options)
      return previewPage(desk, { path: PATH, back: PATH, names: FIELDS, fields, found })
    },
    (_, at, filled) => formPage(at, filled),
  )
}
