import type { Treaty } from '../../../record/snapshot.ts'
import { type Html, html } from '../html.ts'
import type { Text } from '../text/text.ts'

/** What each of the treaties asks a State to notify with its instrument, by the treaty's rules; empty where none of
 *  them is known to ask anything. */
export function notificationWords(text: Text, treaties: readonly Treaty[]): readonly Html[] {
  return treaties.flatMap(({ short_title, rules }) => {
    const asked = rules.flatMap(({ notifications }) => notifications ?? [])
    if (asked.length === 0) return []
    const list = text.list(asked.map(({ what, article }) => text.say('state.notify_what', { what, article })))
    return [html`${text.say('state.notify_one', { treaty: short_title, list })} `]
  })
}
