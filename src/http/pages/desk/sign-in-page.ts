import { isAllowed } from '../../../record/officer.ts'
import type { Officer } from '../../officers.ts'
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

/** What cannot be done as asked. Whoever is signed in can leave from here too, as to sign in with another token. */
export function refusedPage(
  text: Text,
  problems: readonly (string | Html)[],
  at: Parameters<typeof deskBar>[1] | null,
): PageContent {
  const title = text.plain('problem.refused')
  const main = html`${at === null ? '' : deskBar(text, at)}<h1>${title}</h1><ul role="alert">${problems.map((one) => html`<li>${one}</li>`)}</ul>
<p><a href="/desk">${text.plain('desk.back')}</a></p>`
  return { title, main }
}

const WAYS = [
  ['/desk', 'read', 'desk.waits'],
  ['/desk/act', 'record', 'desk.record_act'],
  ['/desk/correct', 'record', 'desk.correct_event'],
] as const

/** The head of each page of the desk: who sits there, the ways that are open to that officer, and out. */
export function deskBar(
  text: Text,
  at: { readonly officer: Pick<Officer, 'name' | 'scopes'>; readonly csrf: string },
): Html {
  const ways = WAYS.filter(([, scope]) => isAllowed(at.officer.scopes, scope))
  return html`<div class="desk-bar"><nav aria-label="${text.plain('desk.title')}"><ul class="key">${ways.map(([path, , words]) => html`<li><a href="${path}">${text.plain(words)}</a></li>`)}</ul></nav>
<form method="post" action="/desk/sign-out"><span>${text.say('desk.who', { name: at.officer.name })}</span> ${csrfField(at.csrf)}<button>${text.plain('desk.leave')}</button></form></div>`
}

/** What every form of the desk sends back. */
export function csrfField(csrf: string): Html {
  return html`<input type="hidden" name="csrf" value="${csrf}">`
}
