import type { Act, Membership } from '../law/act.ts'
import type { Clocks, PlainDate } from '../law/plain-date.ts'
import type { Rule } from '../law/rule.ts'
import { signatureDays } from '../law/signature-window.ts'
import type { RecordEvent } from '../record/event.ts'
import type { Treaty } from '../record/snapshot.ts'
import { type DayOrder, daysOfChange, orderDays } from './day-places.ts'

/** One event as far as the question matters on which days it can change an answer. */
export type Ground = {
  readonly event: RecordEvent
  readonly known_on: PlainDate
  /** Every day the event names, in order. */
  readonly days: readonly PlainDate[]
  /** True for a correction, retraction or assertion: it is heard from the day it is known, whatever day it names. */
  readonly heardWhenKnown: boolean
}

/** Everything a treaty's legal position is computed from: its own rules and events, and those of the treaties its
 *  rules lean on (its parent, a treaty whose denunciation ends it, a treaty whose parties are counted). */
export type Grounds = {
  readonly treaty: Treaty
  /** Numbers of the treaties whose events are among them. */
  readonly rests: ReadonlySet<string>
  readonly rules: readonly Rule[]
  readonly grounds: readonly Ground[]
  /** The days named by any of the events, in order. */
  readonly days: DayOrder
  /** The days on which a membership that the rules ask for begins or has ended. */
  readonly membershipDays: readonly PlainDate[]
  /** The days from which the treaty is open for signature, or no longer. */
  readonly signatureDays: readonly PlainDate[]
}

const HEARD_WHEN_KNOWN: ReadonlySet<string> = new Set([
  'correction',
  'retraction',
  'asserted_threshold',
  'asserted_entry_into_force',
  'asserted_headline',
])

function wordsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(wordsIn)
}

function treatiesNamed(words: readonly string[], treaties: readonly Treaty[]): Treaty[] {
  const named = new Set(words.map((word) => word.replace(/^parties_to:/, '')))
  return treaties.filter((treaty) => named.has(treaty.number))
}

function leansOn(treaty: Treaty, treaties: readonly Treaty[]): Treaty[] {
  const words = treaty.rules.flatMap((rule) => wordsIn({ ...rule, cascade_denunciation: [] }))
  const ending = treaties.filter((other) =>
    other.rules.some((rule) => rule.cascade_denunciation.includes(treaty.number)),
  )
  return [...treatiesNamed(words, treaties), ...ending]
}

function reachable(start: Treaty, next: (treaty: Treaty) => readonly Treaty[]): Set<Treaty> {
  const found = new Set([start])
  for (const treaty of found) for (const further of next(treaty)) found.add(further)
  return found
}

function daysNamed({ action_date, effect_date, earliest, latest }: RecordEvent): PlainDate[] {
  return [action_date, effect_date, earliest, latest].filter((day) => day !== null).sort()
}

const grounds = new WeakMap<RecordEvent, Ground>()

/** The event as far as it matters when it is heard; worked out once for each event. */
export function groundOf(event: RecordEvent): Ground {
  const known = grounds.get(event)
  if (known !== undefined) return known
  const found = {
    event,
    known_on: event.known_on,
    days: daysNamed(event),
    heardWhenKnown: HEARD_WHEN_KNOWN.has(event.action),
  }
  grounds.set(event, found)
  return found
}

function lawMemberships(rules: readonly Rule[], memberships: readonly Membership[]): Membership[] {
  const words = new Set(rules.flatMap(wordsIn).map((word) => word.replace(/^list:/, '')))
  return memberships.filter(
    ({ group }) => group === 'reio' || group.startsWith('members:') || words.has(group),
  )
}

/** The events that are acts or are about acts: printed totals of the depositary, and what corrects them, are left out. */
function legalEvents(events: readonly RecordEvent[]): RecordEvent[] {
  const totals = new Set<string>()
  return [...events]
    .sort((one, other) => one.seq - other.seq)
    .filter((event) => {
      const legal =
        event.action !== 'asserted_headline' && (event.corrects === null || !totals.has(event.corrects))
      if (!legal) totals.add(event.id)
      return legal
    })
}

/** The grounds of one treaty. `eventsOf` gives the events of a treaty by its number. */
export function groundsOf(
  treaty: Treaty,
  record: {
    readonly treaties: readonly Treaty[]
    readonly memberships: readonly Membership[]
    readonly eventsOf: (number: string) => readonly RecordEvent[]
  },
): Grounds {
  const rests = reachable(treaty, (one) => leansOn(one, record.treaties))
  const ruled = new Set(
    [...rests].flatMap((one) => [
      ...reachable(one, (other) => treatiesNamed(other.rules.flatMap(wordsIn), record.treaties)),
    ]),
  )
  const rules = record.treaties.filter((one) => ruled.has(one)).flatMap((one) => one.rules)
  const grounds = legalEvents([...rests].flatMap((one) => record.eventsOf(one.number))).map(groundOf)
  return {
    treaty,
    rests: new Set([...rests].map(({ number }) => number)),
    rules,
    grounds,
    days: orderDays(grounds.flatMap((ground) => ground.days)),
    membershipDays: daysOfChange(lawMemberships(rules, record.memberships)),
    signatureDays: treaty.rules.flatMap(signatureDays),
  }
}

/** Whether the event is known and, unless it is heard from the day it is known, names a day that has come. */
export function bearsOn(ground: Ground, clocks: Clocks): boolean {
  if (ground.known_on > clocks.knownAt) return false
  const first = ground.days[0]
  return ground.heardWhenKnown || (first !== undefined && first <= clocks.asOf)
}

/** The events that bear on the clocks asked for, in their order. */
export function eventsHeard(events: readonly RecordEvent[], clocks: Clocks): RecordEvent[] {
  return events.filter((event) => bearsOn(groundOf(event), clocks))
}

/** The act as the law engine takes it, on the day given. */
export function actOn(event: RecordEvent & { readonly action: Act['action'] }, day: PlainDate): Act {
  return {
    id: event.id,
    treaty: event.treaty,
    participant: event.participant === null ? '' : event.participant,
    action: event.action,
    action_date: day,
    effect_date: event.effect_date,
    known_on: event.known_on,
    corrects: event.corrects,
  }
}
