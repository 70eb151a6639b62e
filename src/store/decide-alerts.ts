import type { Transaction } from 'kysely'
import { type ActNames, actFact, mendedKeys } from '../alerts/act-facts.ts'

import { factsBetween } from '../alerts/facts-between.ts'
import type { Nearness } from '../alerts/recall.ts'
import { nearnessIn } from '../alerts/statements.ts'
import { type RecordView, viewRecord } from '../answers/record-view.ts'
import { dayOfMoment, type PlainDate } from '../law/plain-date.ts'
import type { RecordEvent } from '../record/event.ts'
import { newestView, viewWithin } from './newest-view.ts'
import { type Decided, hasSubscriptions, queueFacts } from './queue-facts.ts'
import type { Tables } from './tables.ts'
import { groupsOn, participantNameOn, treatyNameOf, treatyStateOf } from './treaty-states.ts'

/** What the words about events need, from the record that holds them. */
export function actNames(view: RecordView, day: PlainDate): ActNames {
  const groups = groupsOn(view, day)
  return {
    treatyOf: (event) => {
      const treaty = view.treaties.find(({ number }) => number === event.treaty)
      if (treaty === undefined) throw new Error(`no treaty ${event.treaty} on record`)
      return treatyNameOf(treaty)
    },
    participantOf: ({ participant }) =>
      participant === null ? null : participantNameOn(view, participant, day),
    groupsOf: ({ participant }) => (participant === null ? [] : (groups.get(participant) ?? [])),
    named: (id) => {
      const event = view.eventById(id)
      if (event === undefined) throw new Error(`no event ${id} on record`)
      return event
    },
    correctionsOf: view.correctionsOf,
  }
}

/** The record without the event and all after it: the `earlier` view where that is just it, so that nothing in it has
 *  to be worked out again. */
function viewBefore(first: RecordEvent, after: RecordView, earlier: RecordView | null): RecordView {
  const last = earlier?.record.events.at(-1)
  if (earlier !== null && earlier.registry === after.registry && last?.hash === first.prev_hash)
    return earlier
  return viewRecord({ ...after.record, events: after.record.events.slice(0, first.seq - 1) })
}

/** How near the threshold of each treaty is on the day, by what is known then. */
export function nearnessOf(view: RecordView, day: PlainDate): Nearness {
  return new Map(
    view.treaties.flatMap((treaty) => {
      const nearness = nearnessIn(treatyStateOf(view, treaty, { asOf: day, knownAt: day }))
      return nearness === null ? [] : [[treaty.number, nearness] as const]
    }),
  )
}

/** The law before and after the events, on the day on which they are written: what is told and what is taken back. An
 *  event that becomes known later is told on that day. */
export function changeOf(
  after: RecordView,
  events: readonly RecordEvent[],
  day: PlainDate,
  earlier: RecordView | null = null,
): Pick<Decided, 'facts' | 'lost' | 'now'> {
  const first = events[0]
  if (first === undefined) return { facts: [], lost: [] }
  const before = viewBefore(first, after, earlier)
  const clocks = { asOf: day, knownAt: day }
  const names = actNames(after, day)
  const known = events.filter(({ known_on }) => known_on <= day)
  const mended = known.some(({ corrects }) => corrects !== null)
  const changes = after.treaties.map((treaty) =>
    factsBetween(treatyStateOf(before, treaty, clocks), treatyStateOf(after, treaty, clocks), { mended }),
  )
  const acts = known.map((event) => actFact(event, names)).filter((fact) => fact !== null)
  return {
    facts: [...acts, ...changes.flatMap(({ told }) => told)],
    lost: [...known.flatMap((event) => mendedKeys(event, names)), ...changes.flatMap(({ lost }) => lost)],
    now: nearnessOf(after, day),
  }
}

/** Decides in the transaction of the events who is told what about them. Nothing is computed while nobody asks. */
export async function decideAlerts(
  trx: Transaction<Tables>,
  events: readonly RecordEvent[],
  at: string,
): Promise<void> {
  const last = events.at(-1)
  if (last === undefined || !(await hasSubscriptions(trx))) return
  const earlier = newestView()
  const view = await viewWithin(trx)
  const change = changeOf(view, events, dayOfMoment(Date.parse(at)), earlier)
  await queueFacts(trx, { ...change, at, seq: last.seq })
}
