import { html } from 'hono/html'
import { USUAL_INTEREST, USUAL_TIMING } from '../../../alerts/subscription.ts'
import type { RecordView } from '../../../answers/record-view.ts'
import type { Subscription } from '../../../store/subscriptions.ts'
import type { Html } from '../page.ts'
import { wishFields } from './wish-form.ts'

/** A page of its own around a title. */
export type AlertPage = { readonly title: string; readonly main: Html }

function page(title: string, body: Html): AlertPage {
  return { title, main: html`<h1>${title}</h1>\n${body}` }
}

/** Where one subscribes, by mail or by feed. `outbox`: mail goes to files, because no mail server is set. */
export function subscribePage(view: RecordView, { outbox }: { readonly outbox: boolean }): AlertPage {
  const usual = { interest: USUAL_INTEREST, timing: USUAL_TIMING }
  const note = outbox
    ? html`<p class="quiet">No mail server is set here: messages are written as files to the folder <code>outbox</code> of the data directory.</p>`
    : ''
  return page(
    'Be told when it happens',
    html`<p>Each fact once, soon, in order, and a correction if we were wrong. No account: your address is all that is kept, and it is gone when you leave.</p>
${note}
<form method="post" action="/alerts">
<p><label for="field-address">E-mail address</label> <input type="email" id="field-address" name="address" required maxlength="254" autocomplete="email"></p>
${wishFields(usual, view)}
<p><button>Ask for a confirmation</button></p>
</form>
<h2>Without an address</h2>
<ul>
<li><a href="/v1/events.atom">Atom feed</a> and <a href="/v1/events.feed.json">JSON Feed</a>; <code>treaty</code>, <code>participant</code>, <code>group</code> and <code>kind</code> narrow them</li>
<li><a href="/v1/calendar.ics">Calendar</a> of dates of entry into force, with the same filters; subscribe to it with <code>webcal:</code></li>
<li><a href="/v1/events/stream">Stream</a> of events as they are recorded</li>
<li><a href="/docs">Webhooks</a>, for programs with a token</li>
</ul>
<h2>Already subscribed?</h2>
<form method="post" action="/alerts/link">
<p><label for="field-known">E-mail address</label> <input type="email" id="field-known" name="address" required maxlength="254" autocomplete="email"> <button>Send me my link</button></p>
</form>`,
  )
}

/** What is said to everyone who asks, whether the address is known or not. */
export function sentPage(): AlertPage {
  return page(
    'Look into your mailbox',
    html`<p>If the address can be written to, a message with a link is on its way. The link that confirms a subscription is good for two days.</p>`,
  )
}

export function confirmPage(token: string): AlertPage {
  return page(
    'Confirm your subscription',
    html`<form method="post" action="/alerts/confirm?token=${token}"><p><button>Yes, write to me</button></p></form>`,
  )
}

export function confirmedPage(token: string): AlertPage {
  return page(
    'You are subscribed',
    html`<p>You hear of what is recorded from now on. Each message has a link to change or end this.</p>
<p><a href="/alerts/manage?token=${token}">See and change it now</a></p>`,
  )
}

/** A subscription as its owner sees it. */
export function managePage(
  view: RecordView,
  {
    subscription,
    token,
    saved,
  }: { readonly subscription: Subscription; readonly token: string; readonly saved: boolean },
): AlertPage {
  const { interest, digest, hour, time_zone, heartbeat, address, state, off_because } = subscription
  const wishes = { interest, timing: { digest, hour, time_zone, heartbeat } }
  return page(
    'Your subscription',
    html`${saved ? html`<p role="status"><strong>Saved.</strong></p>` : ''}
<p>Messages go to <strong>${address}</strong>.${state === 'off' ? ` They were stopped: ${off_because}.` : ''}</p>
<form method="post" action="/alerts/manage?token=${token}">
${wishFields(wishes, view)}
<p><button>Save</button></p>
</form>
<h2>Leave</h2>
<form method="post" action="/alerts/unsubscribe?token=${token}"><p><button>End it and delete my address</button></p></form>`,
  )
}

export function unsubscribePage(token: string): AlertPage {
  return page(
    'End your subscription',
    html`<p>Your address and everything about this subscription is deleted.</p>
<form method="post" action="/alerts/unsubscribe?token=${token}"><p><button>End it</button></p></form>`,
  )
}

export function endedPage(): AlertPage {
  return page(
    'You are not subscribed any more',
    html`<p>Your address was deleted. <a href="/alerts">Subscribe again</a> whenever you like.</p>`,
  )
}

/** A link that nobody knows, has been used or has expired. */
export function deadLinkPage(): AlertPage {
  return page(
    'This link is no longer good',
    html`<p>It has expired, or what it was for is done or gone. <a href="/alerts">Ask for a new one</a>.</p>`,
  )
}

export function tooManyPage(): AlertPage {
  return page(
    'Too many requests',
    html`<p>Too many subscriptions were asked for from your network. Try again in an hour.</p>`,
  )
}

/** What was wrong with a form. */
export function refusedFormPage(problems: readonly string[]): AlertPage {
  return page(
    'Something in the form is not accepted',
    html`<ul>${problems.map((one) => html`<li>${one}</li>`)}</ul><p>Go back, mend it and send it again.</p>`,
  )
}
