import { describe, expect, test } from 'vitest'
import { viewRecord } from '../../src/answers/record-view.ts'
import { summarise } from '../../src/answers/treaty-summary.ts'
import type { EventDraft } from '../../src/record/event.ts'
import { recordWith, TODAY } from './real-record.ts'

const CONVENTION = 'XVIII-12'
const COUNTS = ['ratification', 'acceptance', 'approval', 'accession']
const CLOCKS = { asOf: TODAY, knownAt: TODAY }
const DAY_MS = 86_400_000

/** Deposits of States under one treaty, in order of their days: reckoned from the list alone. */
function depositsUnder(events: readonly EventDraft[], treaty: string): EventDraft[] {
  return events
    .filter((event) => event.treaty === treaty && COUNTS.includes(event.action))
    .filter((event) => event.action_date !== null && event.participant !== 'EUE')
    .toSorted((one, other) => String(one.action_date).localeCompare(String(other.action_date)))
}

function fortieth(events: readonly EventDraft[], treaty: string): string {
  return String(depositsUnder(events, treaty)[39]?.action_date)
}

/** The ninetieth day after the fortieth deposit, for a Protocol not before the Convention (17(1), 22(1), 18(1)). */
function inForce(events: readonly EventDraft[], treaty: string): string {
  const own = new Date(Date.parse(fortieth(events, treaty)) + 90 * DAY_MS).toISOString().slice(0, 10)
  if (treaty === CONVENTION) return own
  const convention = inForce(events, CONVENTION)
  return own < convention ? convention : own
}

function computed(change: (events: readonly EventDraft[]) => readonly EventDraft[], number: string) {
  const view = viewRecord(recordWith(change))
  const treaty = view.treaties.find((one) => one.number === number)
  if (treaty === undefined) throw new Error(`no treaty ${number}`)
  const { threshold, entry_into_force } = summarise(view, treaty, CLOCKS)
  return { met_on: threshold.met_on, in_force: entry_into_force.date }
}

describe('the four dates come out of the record', () => {
  test.each([
    [CONVENTION, '2003-07-01', '2003-09-29'],
    ['XVIII-12-a', '2003-09-26', '2003-12-25'],
    ['XVIII-12-b', '2003-10-30', '2004-01-28'],
    ['XVIII-12-c', '2005-04-04', '2005-07-03'],
  ])(
    '%s: without any one of the deposits that counted, the day is that of the next',
    (number, met_on, in_force) => {
      let all: readonly EventDraft[] = []
      const whole = computed((events) => {
        all = events
        return events
      }, number)
      expect(whole).toEqual({ met_on, in_force })
      const deposits = depositsUnder(all, number).filter(({ action_date }) => String(action_date) <= met_on)
      const some = [deposits.at(0), deposits.at(19), ...deposits.slice(36)]
      for (const one of some) {
        const without = (events: readonly EventDraft[]) => events.filter(({ id }) => id !== one?.id)
        const left = without(all)
        const expected = { met_on: fortieth(left, number), in_force: inForce(left, number) }
        expect({ without: one?.id, ...computed(without, number) }).toEqual({ without: one?.id, ...expected })
        // With forty on the day itself, each of them moves it.
        expect(expected.met_on > met_on).toBe(deposits.length === 40)
      }
    },
  )
})
