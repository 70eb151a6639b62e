import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { groundsOf } from '../../src/answers/grounds.ts'
import { computePosition, preparePosition } from '../../src/answers/position.ts'
import { type RecordView, viewRecord } from '../../src/answers/record-view.ts'
import { addDays, type Clocks, plainDate } from '../../src/law/plain-date.ts'
import type { Treaty } from '../../src/record/snapshot.ts'
import { realView, recordWith } from './real-record.ts'
import { saidBy } from './said-position.ts'
import { TROUBLED_EVENTS } from './troubled-events.ts'

const FIRST = plainDate('2000-11-15')
const DAYS = 10_000

const anyDay = fc.integer({ min: 0, max: DAYS }).map((days) => addDays(FIRST, days))
const anyClocks = fc.record({ asOf: anyDay, knownAt: anyDay })

function computedAnew(view: RecordView, treaty: Treaty, clocks: Clocks) {
  const grounds = groundsOf(treaty, {
    treaties: view.treaties,
    memberships: view.record.memberships,
    eventsOf: view.eventsOfTreaty,
  })
  const isState = (code: string) => view.names.participants.get(code)?.kind !== 'organization'
  return computePosition(preparePosition({ grounds, memberships: view.record.memberships, isState }), clocks)
    .position
}

describe('remembered law is the law', () => {
  test.each([
    { record: 'the real record', view: realView() },
    {
      record: 'a record with corrections, denunciations and undated acts',
      view: viewRecord(recordWith((events) => [...events, ...TROUBLED_EVENTS])),
    },
  ])('in $record, for any two clocks, a remembered position is the one computed anew', ({ view }) => {
    fc.assert(
      fc.property(anyClocks, fc.constantFrom(...view.treaties), (clocks, treaty) => {
        expect(saidBy(view.lawOf(treaty).positionAt(clocks))).toEqual(
          saidBy(computedAnew(view, treaty, clocks)),
        )
      }),
      { numRuns: 250 },
    )
  })

  test('on the days around each change too', () => {
    const view = viewRecord(recordWith((events) => [...events, ...TROUBLED_EVENTS]))
    const days = TROUBLED_EVENTS.flatMap((event) => [event.action_date, event.effect_date, event.known_on])
      .filter((day) => day !== null)
      .flatMap((day) => [addDays(day, -1), day, addDays(day, 30)])
    for (const treaty of view.treaties) {
      for (const asOf of days) {
        for (const knownAt of [asOf, addDays(asOf, 400)]) {
          const clocks = { asOf, knownAt }
          expect(saidBy(view.lawOf(treaty).positionAt(clocks))).toEqual(
            saidBy(computedAnew(view, treaty, clocks)),
          )
        }
      }
    }
  })
})

describe('a stretch of days', () => {
  test('ends where a membership or the time for signing begins or is over, between any two acts', () => {
    const view = realView()
    const knownAt = plainDate('2026-11-24')
    for (const treaty of view.treaties) {
      const { memberships } = view.record
      const about = { treaties: view.treaties, memberships, eventsOf: view.eventsOfTreaty }
      const { membershipDays, signatureDays } = groundsOf(treaty, about)
      const days = [...membershipDays, ...signatureDays]
      expect(days.length).toBeGreaterThan(0)
      for (const day of days) {
        const { until } = view.lawOf(treaty).stretchAt({ asOf: addDays(day, -1), knownAt })
        expect(until, `${treaty.slug} before ${day}`).not.toBeNull()
        expect(String(until) <= day, `${treaty.slug} before ${day}: ${until}`).toBe(true)
      }
    }
  })
})

describe('what a treaty’s position rests on', () => {
  test('a Protocol rests on the Convention’s events too, the Convention on its own alone', () => {
    const view = realView()
    const [convention, protocol] = view.treaties
    if (convention === undefined || protocol === undefined) throw new Error('four treaties are expected')
    const treatiesIn = (treaty: Treaty) =>
      new Set(
        groundsOf(treaty, {
          treaties: view.treaties,
          memberships: [],
          eventsOf: view.eventsOfTreaty,
        }).grounds.map((ground) => ground.event.treaty),
      )
    expect([...treatiesIn(convention)]).toEqual([convention.number])
    expect([...treatiesIn(protocol)].sort()).toEqual([convention.number, protocol.number])
  })
})
