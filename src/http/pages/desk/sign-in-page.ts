import { type Html, html } from '../html.ts'
import type { PageContent } from '../page.ts'
import type { Text } from '../text/text.ts'

/** The door of the desk. `wrong` says why the last attempt failed. */
export function signInPage(text: Text, wrong: string | null): PageContent {
  const title = text.plain('desk.sign_in')
  const main = html`<h1>${title}</h1>
<p>${text.plain('desk.door')}</p>
<form method="post" action="/desk/sign-in"><p><label for="token">${text.plain('desk.token')}</label><br>
<input type="password" id="token" name="token" autocomplete="current-password" required size="50"${wrong === null ? '' : html` aria-invalid="true" aria-describedby="wrong-token" autofocus`}>${wrong === null ? '' : html`<span class="wrong" id="wrong-token" role="alert">${wrong}</span>`}</p>
<p><button>${text.plain('desk.enter')}</button></p></form>`
  return { title, main }
}

/** What cannot be done as asked. */
export function refusedPage(text: Text, problems: readonly (string | Html)[]): PageContent {
  const title = text.plain('problem.refused')
  const main = html`<h1>${title}</h1><ul role="alert">${problems.map((one) => html`<li>${one}</li>`)}</ul>
<p><a href="/desk">${text.plain('desk.back')}</a></p>`
  return { title, main }
}

/** The head of each page of the desk: who sits there, the ways, and out. */
export function deskBar(
  text: Text,
  at: { readonly officer: { readonly name: string }; readonly csrf: string },
): Html {
  return html`<div class="desk-bar"><nav aria-label="${text.plain('desk.title')}"><ul class="key"><li><a href="/desk">${text.plain('desk.waits')}</a></li><li><a href="/desk/act">${text.plain('desk.record_act')}</a></li><li><a href="/desk/correct">${text.plain('desk.correct_event')}</a></li></ul></nav>
<form method="post" action="/desk/sign-out"><span>${text.say('desk.who', { name: at.officer.name })}</span> ${csrfField(at.csrf)}<button>${text.plain('desk.leave')}</button></form></div>`
}

/** What every form of the desk sends back. */
export function csrfField(csrf: string): Html {
  return html`<input type="hidden" name="csrf" value="${csrf}">`
}
