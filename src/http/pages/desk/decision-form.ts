import { html } from 'hono/html'
import type { PublishedDifference } from '../../../answers/difference-shapes.ts'
import { ACTIONS } from '../../../law/act.ts'
import type { Html } from '../page.ts'
import type { Text } from '../text/text.ts'
import { csrfField } from './sign-in-page.ts'

type Given = {
  readonly one: PublishedDifference
  readonly bundle: readonly PublishedDifference[]
  readonly csrf: string
}

/** Options of a field for a kind of act. */
export function actionOptions(text: Text, chosen: string | null): Html {
  return html`${ACTIONS.filter((one) => one !== 'correction' && one !== 'retraction').map(
    (one) =>
      html`<option value="${one}"${one === chosen ? html` selected` : ''}>${text.plain(`action.${one}`)}</option>`,
  )}`
}

function bundleBox(text: Text, { one, bundle }: Given): Html | string {
  const others = bundle.filter(({ id }) => id !== one.id)
  if (others.length === 0) return ''
  return html`<p><label><input type="checkbox" name="bundle" value="${others.map(({ id }) => id).join(',')}" checked> ${text.plain(
    'desk.bundle',
    { count: others.length, n: text.number(others.length) },
  )}</label></p>`
}

function correctFields(text: Text, { one }: Given): Html {
  return html`<details><summary>${text.plain('desk.correct')}</summary>
<p><label for="action">${text.plain('column.act')}</label><br><select id="action" name="action">${actionOptions(text, one.page_says?.action ?? one.record_says?.action ?? null)}</select></p>
<p><label for="date">${text.plain('desk.date')}</label><br><input type="date" id="date" name="date" value="${one.page_says?.action_date ?? one.record_says?.day ?? ''}"></p>
<p><label for="effect">${text.plain('desk.effect_date')}</label><br><input type="date" id="effect" name="effect_date"></p>
<p><label for="participant">${text.plain('desk.participant')}</label><br><input id="participant" name="participant" value="${one.participant ?? ''}" maxlength="3" size="5"></p>
<p><label><input type="checkbox" name="beside" value="1"> ${text.plain('desk.beside')}</label></p>
<p><button name="decision" value="correct">${text.plain('desk.do_correct')}</button></p></details>`
}

/** Accept, reject or correct, each with a reason that stays on record. */
export function decisionForm(text: Text, given: Given): Html {
  const { one, csrf } = given
  return html`<section><h2>${text.plain('desk.decide')}</h2>
<form method="post" action="/desk/differences/${one.id}">${csrfField(csrf)}
<p><label for="reason">${text.plain('desk.reason')}</label><br><textarea id="reason" name="reason" rows="2" cols="50" maxlength="2000" required></textarea></p>
${bundleBox(text, given)}
<p>${one.would_write.length === 0 ? '' : html`<button name="decision" value="accept" accesskey="a" data-key="a">${text.plain('desk.accept')}</button> `}<button name="decision" value="reject" accesskey="r" data-key="r">${text.plain('desk.reject')}</button></p>
<p class="quiet">${text.plain('desk.keys')}</p>
${correctFields(text, given)}</form></section>`
}
