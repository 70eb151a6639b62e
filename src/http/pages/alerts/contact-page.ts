import { interestWords } from '../../../alerts/interest-words.ts'
import type { RecordView } from '../../../answers/record-view.ts'
import type { Subscription } from '../../../store/subscriptions.ts'
import { html } from '../html.ts'
import type { Text } from '../text/text.ts'
import { type AlertPage, endForm } from './alert-pages.ts'

function namesIn<One>(
  ids: readonly string[],
  all: readonly One[],
  { id, name }: { readonly id: (one: One) => string; readonly name: (one: One) => string },
): string[] {
  return all.filter((one) => ids.includes(id(one))).map(name)
}

/** A webhook as its contact sees it: by its host alone, because an address may carry what only its program knows. */
export function contactPage(
  view: RecordView,
  {
    subscription,
    token,
    others,
    text,
  }: {
    readonly subscription: Subscription
    readonly token: string
    /** In how many other subscriptions the contact stands. */
    readonly others: number
    readonly text: Text
  },
): AlertPage {
  const { channel, address, interest, state, off_because } = subscription
  const { treaties, participants, groups } = view.record
  const byCode = { id: (one: { readonly code: string }) => one.code }
  const what = interestWords(interest, {
    channel,
    address,
    treaties: namesIn(interest.treaties, treaties, {
      id: ({ number }) => number,
      name: ({ short_title }) => short_title,
    }),
    participants: namesIn(interest.participants, participants, { ...byCode, name: ({ name }) => name }),
    groups: namesIn(interest.groups, groups, { id: ({ id }) => id, name: ({ title }) => title }),
  })
  const stopped = state === 'off' ? html` ${text.say('alert.stopped', { why: String(off_because) })}` : ''
  const title = text.plain('alert.contact_title')
  return {
    title,
    main: html`<h1>${title}</h1>
<p>${text.say('alert.contact_about', { what })}${stopped}</p>
<p>${text.plain('alert.contact_owner')}</p>
${endForm({ token, others, button: text.plain('alert.end_contact') }, text)}`,
  }
}
