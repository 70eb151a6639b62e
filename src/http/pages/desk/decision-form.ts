import type { PublishedDifference } from '../../../answers/difference-shapes.ts'
import { ACTIONS } from '../../../law/act.ts'
import { type Html, html } from '../html.ts'
import {
  type Filled,
  fieldTies,
  isChosen,
  isWrong,
  type NamedField,
  typedIn,
  wrongNote,
} from '../parts/filled-form.ts'
import type { Text } from '../text/text.ts'
import { dayInput } from './entry-fields.ts'
import { csrfField } from './sign-in-page.ts'

type Given = {
  readonly one: PublishedDifference
  readonly bundle: readonly PublishedDifference[]
  readonly csrf: string
  readonly filled: Filled
}

/** Fields of the act that is written instead. */
const OF_CORRECTION = ['action', 'date', 'effect_date', 'participant'] as const

/** What the form of a decision calls its fields. */
export function decisionNames(text: Text): readonly NamedField[] {
  return [
    { name: 'reason', id: 'reason', label: text.plain('desk.reason') },
    { name: 'action', id: 'action', label: text.plain('column.act') },
    { name: 'date', id: 'date', label: text.plain('desk.date') },
    { name: 'effect_date', id: 'effect', label: text.plain('desk.effect_date') },
    { name: 'participant', id: 'participant', label: text.plain('desk.participant') },
  ]
}

/** Options of a field for a kind of act. */
export function actionOptions(text: Text, chosen: string | null): Html {
  return html`${ACTIONS.filter((one) => one !== 'correction' && one !== 'retraction').map(
    (one) =>
      html`<option value="${one}"${one === chosen ? html` selected` : ''}>${text.plain(`action.${one}`)}</option>`,
  )}`
}

/** Not chosen beforehand: whoever decides one difference has not seen the others. */
function bundleBox(text: Text, { one, bundle, filled }: Given): Html | string {
  const others = bundle.filter(({ id }) => id !== one.id)
  if (others.length === 0) return ''
  const value = others.map(({ id }) => id).join(',')
  const isTicked = isChosen(filled, { name: 'bundle', value }, false)
  return html`<p><label><input type="checkbox" name="bundle" value="${value}"${isTicked ? html` checked` : ''}> ${text.plain(
    'desk.bundle',
    { count: others.length, n: text.number(others.length) },
  )}</label></p>`
}

function correctFields(text: Text, { one, filled }: Given): Html {
  const action = typedIn(filled, 'action', one.page_says?.action ?? one.record_says?.action ?? '')
  const day = one.page_says?.action_date ?? one.record_says?.day ?? ''
  return html`<details${isWrong(filled, OF_CORRECTION) ? html` open` : ''}><summary>${text.plain('desk.correct')}</summary>
<p><label for="action">${text.plain('column.act')}</label><br><select id="action" name="action"${fieldTies(filled, 'action')}>${actionOptions(text, action)}</select>${wrongNote(text, filled, 'action')}</p>
${dayInput(text, filled, { name: 'date', id: 'date', label: text.plain('desk.date'), usual: day })}
${dayInput(text, filled, { name: 'effect_date', id: 'effect', label: text.plain('desk.effect_date'), usual: '' })}
<p><label for="participant">${text.plain('desk.participant')}</label><br><input id="participant" name="participant" value="${typedIn(filled, 'participant', one.participant ?? '')}" maxlength="3" size="5"${fieldTies(filled, 'participant')}>${wrongNote(text, filled, 'participant')}</p>
<p><label><input type="checkbox" name="beside" value="1"${isChosen(filled, { name: 'beside', value: '1' }, false) ? html` checked` : ''}> ${text.plain('desk.beside')}</label></p>
<p><button name="decision" value="correct">${text.plain('desk.do_correct')}</button></p></details>`
}

/** Accept, reject or correct, each with a reason that stays on record. */
export function decisionForm(text: Text, given: Given): Html {
  const { one, csrf, filled } = given
  return html`<section><h2>${text.plain('desk.decide')}</h2>
<form method="post" action="/desk/differences/${one.id}">${csrfField(csrf)}
<p><label for="reason">${text.plain('desk.reason')}</label><br><textarea id="reason" name="reason" rows="2" cols="50" maxlength="2000" required${fieldTies(filled, 'reason')}>${typedIn(filled, 'reason', '')}</textarea>${wrongNote(text, filled, 'reason')}</p>
${bundleBox(text, given)}
<p>${one.would_write.length === 0 ? '' : html`<button name="decision" value="accept" accesskey="a" data-key="a">${text.plain('desk.accept')}</button> `}<button name="decision" value="reject" accesskey="r" data-key="r">${text.plain('desk.reject')}</button></p>
<p class="quiet">${text.plain('desk.keys')}</p>
${correctFields(text, given)}</form></section>`
}
