import type { TreatySummary } from '../../answers/treaty-summary.ts'
import type { Found } from './asking.ts'
import type { Html } from './html.ts'
import { dayAt, figure } from './parts/figure.ts'
import type { Text } from './text/text.ts'

/** Whether the instruments missing are so many, or so many at most: an act without a known day may count already. */
function needs({ counts: { threshold_count, at_most } }: TreatySummary) {
  const isOpen = at_most !== undefined && at_most.threshold_count > threshold_count
  return isOpen ? ('treaty.title_needs_at_most' as const) : ('treaty.title_needs' as const)
}

/** The fact that matters most of the treaty, as a title: in force since when, or what is missing. */
export function treatyTitle(text: Text, one: TreatySummary): string {
  const { date, state } = one.entry_into_force
  const treaty = one.short_title
  if (date !== null) {
    return text.plain(state === 'in_force' ? 'treaty.title_force' : 'treaty.title_fixed', {
      treaty,
      day: text.dayInWords(date),
    })
  }
  const { remaining } = one.threshold
  if (state === 'waiting_for_parent' || remaining === null || remaining === 0)
    return text.plain('treaty.title_waits', { treaty })
  return text.plain(needs(one), { treaty, count: remaining, n: text.number(remaining) })
}

/** The same as a heading, with its numbers named. */
export function treatyHeading(text: Text, found: Found<TreatySummary>): Html {
  const one = found.data
  const { date, state } = one.entry_into_force
  const treaty = one.short_title
  if (date !== null) {
    const day = dayAt(text, found, 'entry_into_force.date')
    return text.say(state === 'in_force' ? 'treaty.title_force' : 'treaty.title_fixed', { treaty, day })
  }
  const { remaining } = one.threshold
  if (state === 'waiting_for_parent' || remaining === null || remaining === 0)
    return text.say('treaty.title_waits', { treaty })
  return text.say(needs(one), {
    treaty,
    count: remaining,
    n: figure(text, found, 'threshold.remaining'),
  })
}
