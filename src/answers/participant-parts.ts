import type { Membership } from '../law/act.ts'
import type { Clocks } from '../law/plain-date.ts'
import type { RecordEvent } from '../record/event.ts'
import type { Declaration } from '../record/snapshot.ts'
import { type DayOrder, daysOfChange, orderDays, placeOf } from './day-places.ts'
import { groundOf } from './grounds.ts'
import type { RecordView } from './record-view.ts'
import { listenTo, type Speaking } from './speaking-events.ts'

/** What of a record is about one participant, looked up once, and the days on which it changes. */
export type ParticipantParts = {
  readonly events: readonly RecordEvent[]
  readonly memberships: readonly Membership[]
  readonly declarations: readonly Declaration[]
  readonly membershipDays: DayOrder
  readonly declarationDays: DayOrder
  /** Names the events that are heard under the clocks. */
  readonly heardAt: (clocks: Clocks) => Speaking
}

const groupings = new WeakMap<object, ReadonlyMap<string, readonly unknown[]>>()

/** The rows of a list that are about the participant; a list is gone through once. */
function rowsAbout<T extends { readonly participant: string }>(
  rows: readonly T[],
  code: string,
): readonly T[] {
  const made = groupings.get(rows) ?? Map.groupBy(rows, ({ participant }) => participant)
  groupings.set(rows, made)
  return (made.get(code) ?? []) as readonly T[]
}

function makeParts(view: RecordView, code: string): ParticipantParts {
  const events = view.eventsOfParticipant(code)
  const memberships = rowsAbout(view.record.memberships, code)
  const declarations = rowsAbout(view.record.declarations, code)
  return {
    events,
    memberships,
    declarations,
    membershipDays: orderDays(daysOfChange(memberships)),
    declarationDays: orderDays(declarations.flatMap(({ made_at }) => made_at ?? [])),
    heardAt: listenTo(events.map(groundOf)),
  }
}

const known = new WeakMap<object, Map<string, ParticipantParts>>()

/** What of the record is about the participant with this code. */
export function partsOf(view: RecordView, code: string): ParticipantParts {
  const byCode = known.get(view.registry) ?? new Map<string, ParticipantParts>()
  known.set(view.registry, byCode)
  const before = byCode.get(code)
  if (before?.events === view.eventsOfParticipant(code)) return before
  const made = makeParts(view, code)
  byCode.set(code, made)
  return made
}

/** Marks which events, memberships and declarations of the participant there are under the clocks. */
export function markOfParts({ heardAt, events, ...parts }: ParticipantParts, clocks: Clocks): string {
  const { asOf, knownAt } = clocks
  const { lastDay, lastKnown } = heardAt(clocks)
  const declared = placeOf(parts.declarationDays, asOf < knownAt ? asOf : knownAt)
  const member = placeOf(parts.membershipDays, asOf)
  return `${events.length} ${lastDay} ${lastKnown} ${declared} ${member}`
}
