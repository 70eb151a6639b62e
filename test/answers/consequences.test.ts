import { expect, test } from 'vitest'
import { consequencesOf } from '../../src/answers/consequences.ts'
import { viewRecord } from '../../src/answers/record-view.ts'
import { plainDate } from '../../src/law/plain-date.ts'
import type { EventDraft } from '../../src/record/event.ts'
import { realRecord, recordWith } from './real-record.ts'

const DAY = plainDate('2026-11-24')
const clocks = { asOf: DAY, knownAt: DAY }
const UNTOC = 'XVIII-12'

/** What changes in law where Japan's act of this kind is written otherwise. */
function changes(action: EventDraft['action'], otherwise: Partial<EventDraft>) {
  const isMeant = (event: EventDraft) =>
    event.treaty === UNTOC && event.participant === 'JPN' && event.action === action
  const after = recordWith((events) => {
    expect(events.filter(isMeant)).toHaveLength(1)
    return events.map((event) => (isMeant(event) ? { ...event, ...otherwise } : event))
  })
  return consequencesOf({ before: viewRecord(realRecord), after: viewRecord(after) }, clocks).map(
    ({ treaty, what, before, after: then }) => [treaty, what, before, then],
  )
}

test('another kind of consent on the same day is a consequence', () => {
  expect(changes('acceptance', { action: 'approval' })).toEqual([
    [UNTOC, 'consent of Japan', 'acceptance', 'approval'],
  ])
})

test('another day of a consent is one, beside the day from which the treaty is in force for it', () => {
  expect(changes('acceptance', { action_date: plainDate('2017-07-12') })).toEqual([
    [UNTOC, 'day of consent of Japan', '2017-07-11', '2017-07-12'],
    [UNTOC, 'in force for Japan', '2017-08-10', '2017-08-11'],
    // No sooner than the Convention, with which it has joined them.
    ['XVIII-12-a', 'in force for Japan', '2017-08-10', '2017-08-11'],
    ['XVIII-12-b', 'in force for Japan', '2017-08-10', '2017-08-11'],
  ])
})

test('another day of a signature is one, though no number changes', () => {
  expect(changes('signature', { action_date: plainDate('2000-12-13') })).toEqual([
    [UNTOC, 'signature of Japan', '2000-12-12', '2000-12-13'],
  ])
})
