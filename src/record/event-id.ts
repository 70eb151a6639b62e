import type { EventDraft } from './event.ts'

type Named = Pick<EventDraft, 'treaty' | 'participant' | 'action' | 'action_date'>

/** The public name of an act, for example `XVIII-12.ARM.ratification.2003-07-01`; an act without a day ends in
 *  `undated`, an assertion that credits nobody has no participant. */
export function eventName(act: Named): string {
  const day = act.action_date === null ? 'undated' : act.action_date
  const parts = [act.treaty, act.participant, act.action, day]
  return parts.filter((part) => part !== null).join('.')
}

/** The name of an act that no other bears: `~2`, `~3` … is added where `taken` already has it. */
export function freeEventName(act: Named, taken: (name: string) => boolean): string {
  const name = eventName(act)
  if (!taken(name)) return name
  let place = 2
  while (taken(`${name}~${place}`)) place += 1
  return `${name}~${place}`
}
