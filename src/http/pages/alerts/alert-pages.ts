import type { Mail } from '../../../alerts/channel-email.ts'
import { type Channel, USUAL_TIMING } from '../../../alerts/subscription.ts'
import type { RecordView } from '../../../answers/record-view.ts'
import type { Subscription } from '../../../store/subscriptions.ts'
import type { Asking } from '../asking.ts'
import { type Html, html } from '../html.ts'
import {
  type Filled,
  fieldTies,
  type NamedField,
  problemSummary,
  typedIn,
  wrongNote,
} from '../parts/filled-form.ts'
import type { Text } from '../text/text.ts'
import { type Chosen, feedAddresses, interestOf } from './feed-addresses.ts'
import { wishFields, wishNames } from './wish-form.ts'

/** A page of its own around a title. */
export type AlertPage = { readonly title: string; readonly main: Html }

function page(title: string, body: Html): AlertPage {
  return { title, main: html`<h1>${title}</h1>\n${body}` }
}

type SubscribeGiven = {
  readonly asking: Asking
  readonly outbox: boolean
  /** What the feeds and the calendar are to be narrowed to. */
  readonly chosen: Chosen
  /** The message that would have come last; null where there is none. */
  readonly preview: Mail | null
  /** Either form as it was sent, where it was refused. */
  readonly filled: Filled
  readonly filledLink: Filled
}

function toAlerts(words: readonly (string | Html)[]): Html {
  return html`<a href="/alerts">${words}</a>`
}

/** A message as it would come, with the words of its own. */
function previewPart({ subject, text: words }: Mail, text: Text): Html {
  const parts = words
    .trimEnd()
    .split('\n\n')
    .map(
      (part) =>
        html`<p>${part
          .split('\n')
          .flatMap((line) => [line, html`<br>`])
          .slice(0, -1)}</p>`,
    )
  return html`<details><summary>${text.plain('alert.latest')} <strong>${subject}</strong></summary>
<div class="citation">${parts}</div></details>`
}

function knownField(text: Text): NamedField {
  return { name: 'address', id: 'field-known', label: text.plain('alert.address') }
}

/** The field of an e-mail address. Both forms call it alike, but only one is refused at a time. */
function addressField(text: Text, { id, filled }: { readonly id: string; readonly filled: Filled }): Html {
  return html`<label for="${id}">${text.plain('alert.address')}</label> <input type="email" id="${id}" name="address" value="${typedIn(filled, 'address', '')}" required maxlength="254" autocomplete="email"${fieldTies(filled, 'address')}>${wrongNote(text, filled, 'address')}`
}

/** Where one subscribes, by mail or by feed. `outbox`: mail goes to files, because no mail server is set. */
export function subscribePage(
  view: RecordView,
  { asking, outbox, chosen, preview, filled, filledLink }: SubscribeGiven,
): AlertPage {
  const { text } = asking
  const offered = { interest: interestOf(view, chosen), timing: USUAL_TIMING }
  const note = outbox
    ? html`<p class="quiet">${text.say('alert.outbox', { folder: html`<code>outbox</code>` })}</p>`
    : ''
  return page(
    text.plain('alert.title'),
    html`${problemSummary(text, filled, wishNames(text))}${problemSummary(text, filledLink, [knownField(text)])}<p>${text.plain('alert.about')}</p>
${note}${preview === null ? '' : previewPart(preview, text)}
<form method="post" action="/alerts">
<p>${addressField(text, { id: 'field-address', filled })}</p>
${wishFields(offered, { view, text, filled })}
<p><button>${text.plain('alert.ask')}</button></p>
</form>
<h2>${text.plain('alert.without')}</h2>
${feedAddresses(view, { asking, chosen })}
<h2 class="no-print">${text.plain('alert.already')}</h2>
<form method="post" action="/alerts/link">
<p>${addressField(text, { id: 'field-known', filled: filledLink })} <button>${text.plain('alert.send_link')}</button></p>
</form>`,
  )
}

/** What is said to everyone who asks, whether the address is known or not. */
export function sentPage(text: Text): AlertPage {
  return page(text.plain('alert.sent_title'), html`<p>${text.plain('alert.sent')}</p>`)
}

export function confirmPage(token: string, text: Text): AlertPage {
  return page(
    text.plain('alert.confirm_title'),
    html`<form method="post" action="/alerts/confirm?token=${token}"><p><button>${text.plain('alert.yes')}</button></p></form>`,
  )
}

export function confirmedPage(token: string, text: Text): AlertPage {
  return page(
    text.plain('alert.confirmed_title'),
    html`<p>${text.plain('alert.confirmed')}</p>
<p><a href="/alerts/manage?token=${token}">${text.plain('alert.see')}</a></p>`,
  )
}

/** The form that ends a subscription, and where its address has others, all of them: who holds the link has the address. */
export function endForm(
  { token, others, button }: { readonly token: string; readonly others: number; readonly button: string },
  text: Text,
): Html {
  const all =
    others === 0
      ? ''
      : html`
<form method="post" action="/alerts/unsubscribe?token=${token}"><p>${text.say('alert.others', { count: String(others) })} <button name="all" value="yes">${text.plain('alert.end_all')}</button></p></form>`
  return html`<form method="post" action="/alerts/unsubscribe?token=${token}"><p><button>${button}</button></p></form>${all}`
}

/** A subscription by e-mail as its owner sees it. */
export function managePage(
  view: RecordView,
  {
    subscription,
    token,
    saved,
    others,
    text,
    filled,
  }: {
    readonly subscription: Subscription
    readonly token: string
    readonly saved: boolean
    /** How many other subscriptions its address has. */
    readonly others: number
    readonly text: Text
    readonly filled: Filled
  },
): AlertPage {
  const { interest, digest, hour, time_zone, heartbeat, address, state, off_because } = subscription
  const wishes = { interest, timing: { digest, hour, time_zone, heartbeat } }
  return page(
    text.plain('alert.manage_title'),
    html`${problemSummary(text, filled, wishNames(text))}${saved ? html`<p role="status"><strong>${text.plain('alert.saved')}</strong></p>` : ''}
<p>${text.say('alert.goes_to', { address: html`<strong>${address}</strong>` })}${state === 'off' ? html` ${text.say('alert.stopped', { why: String(off_because) })}` : ''}</p>
<form method="post" action="/alerts/manage?token=${token}">
${wishFields(wishes, { view, text, filled })}
<p><button>${text.plain('alert.save')}</button></p>
</form>
<h2>${text.plain('alert.leave')}</h2>
${endForm({ token, others, button: text.plain('alert.end_delete') }, text)}`,
  )
}

/** Where one leaves: a subscription by e-mail ends; a webhook, which is its program's, goes on without its contact. */
export function unsubscribePage(
  { token, channel, others }: { readonly token: string; readonly channel: Channel; readonly others: number },
  text: Text,
): AlertPage {
  if (channel === 'webhook') {
    return page(
      text.plain('alert.end_contact'),
      html`<p>${text.plain('alert.end_contact_about')}</p>
${endForm({ token, others, button: text.plain('alert.end_contact') }, text)}`,
    )
  }
  return page(
    text.plain('alert.end_title'),
    html`<p>${text.plain('alert.end_about')}</p>
${endForm({ token, others, button: text.plain('alert.end') }, text)}`,
  )
}

/** What is said when one subscription was ended, or all of an address. `others`: how many of the address stay. */
export function endedPage(
  { all, channel, others }: { readonly all: boolean; readonly channel: Channel; readonly others: number },
  text: Text,
): AlertPage {
  const isContact = channel === 'webhook' && !all
  const one = isContact ? text.plain('alert.ended_contact') : text.say('alert.ended', { again: toAlerts })
  if (others > 0) {
    return page(
      text.plain(isContact ? 'alert.ended_contact_title' : 'alert.ended_one_title'),
      html`<p>${one}</p>
<p>${text.say('alert.others_stay', { count: String(others), again: toAlerts })}</p>`,
    )
  }
  if (isContact) return page(text.plain('alert.ended_contact_title'), html`<p>${one}</p>`)
  const said = all ? text.say('alert.ended_all', { again: toAlerts }) : one
  return page(text.plain('alert.ended_title'), html`<p>${said}</p>`)
}

/** What is said to whoever ends what is not there. */
export function nothingEndedPage(text: Text): AlertPage {
  return page(
    text.plain('alert.nothing_title'),
    html`<p>${text.say('alert.nothing', { again: toAlerts })}</p>`,
  )
}

/** A link that nobody knows, has been used or has expired. */
export function deadLinkPage(text: Text): AlertPage {
  return page(text.plain('alert.dead_title'), html`<p>${text.say('alert.dead', { again: toAlerts })}</p>`)
}

export function tooManyPage(text: Text): AlertPage {
  return page(text.plain('alert.many_title'), html`<p>${text.plain('alert.many')}</p>`)
}
