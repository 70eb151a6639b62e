import type { MessageName, Text } from '../text/text.ts'

/** Reasons as the answers give them, and the message that says the same; what a message names stands in the groups. */
const REASONS: readonly (readonly [RegExp, MessageName])[] = [
  [/^(?<day>\d{4}-\d\d-\d\d) has not come yet/, 'because.not_yet'],
  [/^it was not open for signature yet/, 'because.not_open'],
  [/^its condition is more than a number/, 'because.condition'],
  [/^the day of a parent treaty is not known$/, 'because.parent_day'],
  [/^of a parent treaty it cannot be said: (?<inner>.*)$/, 'because.parent'],
  [/^everyone that may join has joined$/, 'because.all_joined'],
  [/^only (?<n>\d+) more may join$/, 'because.few_left'],
  [/^it is not known how many may join$/, 'because.unknown_left'],
  [/^no treaty that the model knows has more than (?<most>\d+) instruments/, 'because.beyond_model'],
  [/^fewer than (?<n>\d+) signatures and deposits are known/, 'because.too_few'],
]

/** Why nothing can be foretold, in the language of the page. null for a reason that no message says. */
export function knownReason(text: Text, because: string): string | null {
  for (const [pattern, name] of REASONS) {
    const groups = pattern.exec(because)?.groups
    if (groups === undefined && !pattern.test(because)) continue
    const { day, inner, n, most } = groups ?? {}
    return text.plain(name, {
      ...(day === undefined ? {} : { day: text.dayInWords(day) }),
      ...(inner === undefined ? {} : { inner: becauseWords(text, inner) }),
      ...(n === undefined ? {} : { n: text.number(Number(n)) }),
      ...(most === undefined ? {} : { most: text.number(Number(most)) }),
    })
  }
  return null
}

/** The reason in the language of the page; as it was given where no message says it. */
export function becauseWords(text: Text, because: string): string {
  return knownReason(text, because) ?? because
}
