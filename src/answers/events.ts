import * as z from 'zod'
import type { RecordEvent } from '../record/event.ts'
import { answeredEvent, EVENT_ACTIONS, EVENT_COLUMNS, eventCells, recordEvent } from './event-shapes.ts'
import { firstPlace } from './first-place.ts'
import { eventsHeard } from './grounds.ts'
import { findParticipant, findTreaty } from './look-up.ts'
import { accepted, participantParameter, treatyParameter, wholeNumber } from './parameter-shapes.ts'
import type { RecordView } from './record-view.ts'
import { type Question, resource } from './resource.ts'

const PAGE = 1000

const parameters = z.object({
  since: wholeNumber(0, 999_999_999_999_999, 'Only events with a greater seq.').optional(),
  limit: wholeNumber(1, PAGE, `At most so many events; ${PAGE} when left out.`).optional(),
  treaty: treatyParameter.optional(),
  participant: participantParameter.optional(),
  action: z
    .enum(EVENT_ACTIONS)
    .describe('Only this kind of act.')
    .register(accepted, { accepted: `one of ${EVENT_ACTIONS.join(', ')}`, words: EVENT_ACTIONS })
    .optional(),
})

type Wanted = z.output<typeof parameters>

/** The shortest list that holds every event wanted, in order of `seq`. */
function candidates(view: RecordView, wanted: Wanted): readonly RecordEvent[] {
  const lists = [view.record.events]
  if (wanted.treaty !== undefined) {
    lists.push(view.eventsOfTreaty(findTreaty(view, { field: 'treaty', value: wanted.treaty }).number))
  }
  if (wanted.participant !== undefined) {
    const { code } = findParticipant(view, { field: 'participant', value: wanted.participant })
    lists.push(view.eventsOfParticipant(code))
  }
  return lists.reduce((least, list) => (list.length < least.length ? list : least))
}

function firstAfterSeq(events: readonly RecordEvent[], seq: number): number {
  return firstPlace({ from: 0, to: events.length }, (place) => Number(events[place]?.seq) > seq)
}

/** Whether the event is of the treaty, participant and kind wanted. */
function fits(view: RecordView, wanted: Wanted): (event: RecordEvent) => boolean {
  const treaty =
    wanted.treaty === undefined ? null : findTreaty(view, { field: 'treaty', value: wanted.treaty }).number
  const participant =
    wanted.participant === undefined
      ? null
      : findParticipant(view, { field: 'participant', value: wanted.participant }).code
  return (event) =>
    (treaty === null || event.treaty === treaty) &&
    (participant === null || event.participant === participant) &&
    (wanted.action === undefined || event.action === wanted.action)
}

/** The events wanted after `since`, one more than a page holds where there are more. */
function found({ view, clocks, parameters: wanted }: Question<Wanted>): {
  readonly page: readonly RecordEvent[]
  readonly since: number
  readonly more: boolean
} {
  const list = candidates(view, wanted)
  const isWanted = fits(view, wanted)
  const limit = wanted.limit === undefined ? PAGE : wanted.limit
  const since = wanted.since === undefined ? 0 : wanted.since
  const events: RecordEvent[] = []
  let place = firstAfterSeq(list, since)
  for (; place < list.length && events.length <= limit; place += 1) {
    const event = list[place]
    if (event !== undefined && isWanted(event)) events.push(...eventsHeard([event], clocks))
  }
  const page = events.slice(0, limit)
  return { page, since: page.at(-1)?.seq ?? since, more: events.length > limit }
}

/** The change feed: events after a place in the record, in order, none left out but by a filter or a clock. */
export const events = resource({
  id: 'events',
  path: '/v1/events',
  summary: 'The change feed: events after a place in the record',
  description: `Events with a seq greater than since, in order. A page has at most ${PAGE} events in every form: read on with since = next_since while more is true, or where the header Link leads with rel="next". Without filters and with today’s clocks no seq is missing.`,
  parameters,
  answer: z.object({
    events: z.array(recordEvent),
    next_since: z.int().min(0).describe('Value of since that goes on after this page.'),
    more: z.boolean().describe('Whether there are further events now.'),
  }),
  list: 'events',
  csv: { columns: EVENT_COLUMNS, rows: (answer) => answer.events.map(eventCells) },
  example: () => ({ since: '0', limit: '2' }),
  canonical: () => ({}),
  restsOn: () => null,
  about: (view, { treaty }) =>
    treaty === undefined ? view.treaties : [findTreaty(view, { field: 'treaty', value: treaty })],
  next: (question) => {
    const { since, more } = found(question)
    return more ? { since: String(since) } : null
  },
  respond: (question) => {
    const { page, since, more } = found(question)
    return { events: page.map(answeredEvent), next_since: since, more }
  },
})
