import { describe, expect, test, vi } from 'vitest'
import { gaps } from '../../src/answers/gaps.ts'
import type { Position } from '../../src/answers/position.ts'
import { type RecordView, viewRecord } from '../../src/answers/record-view.ts'
import { isBound } from '../../src/law/participant-status.ts'
import { addDays, plainDate } from '../../src/law/plain-date.ts'
import { parseRules } from '../../src/law/rule.ts'
import { chain, EMPTY_HEAD } from '../../src/record/chain.ts'
import type { Treaty } from '../../src/record/snapshot.ts'
import { draft, realRecord, TODAY } from './real-record.ts'

const FIRST = plainDate('2001-01-01')
const STATES = realRecord.participants.filter(({ kind }) => kind === 'state').slice(0, 8)
const TURNS = 600

function treaty(number: string): Treaty {
  const rule = {
    treaty: number,
    counts: ['ratification', 'accession'],
    condition: { op: 'count', gte: 3 },
    period: { kind: 'days', n: 30 },
    denunciation: { kind: 'days', n: 20 },
    reio: 'excluded',
  }
  return {
    ...(realRecord.treaties[0] as Treaty),
    slug: number.toLowerCase(),
    number,
    adopted: FIRST,
    rules: parseRules([rule], { file: 'made up' }),
  }
}

const TREATIES = [treaty('ONE'), treaty('OTHER')]

/** The States join each treaty and leave it, again and again, one at a time and under each in another order. */
function longHistory() {
  const drafts = Array.from({ length: TURNS }, (_, turn) =>
    TREATIES.map(({ number }, place) => {
      const day = addDays(FIRST, 3 * turn + place)
      const about = { treaty: number, participant: String(STATES[(turn + 5 * place) % STATES.length]?.code) }
      const action = Math.floor(turn / STATES.length) % 3 === 2 ? 'denunciation' : 'ratification'
      return draft({ ...about, id: `${number} ${turn}`, action, action_date: day, known_on: day })
    }),
  ).flat()
  return viewRecord({
    ...realRecord,
    treaties: TREATIES,
    events: chain(drafts, { head: EMPTY_HEAD, recordedAt: '2026-11-24T05:00:00.000Z' }),
    gaps: [],
    declarations: [],
  })
}

/** How often anybody reads the rows of everyone on a course. */
function readingsOfRows(view: RecordView) {
  const position = view.lawOf(TREATIES[0] as Treaty).positionAt({ asOf: TODAY, knownAt: TODAY })
  return vi.spyOn(Object.getPrototypeOf(position) as Position, 'rows', 'get')
}

describe('gaps of a long history', () => {
  test('are those that the rows say, and are told without the rows of everyone', () => {
    const view = longHistory()
    const reading = longHistory()
    const readings = readingsOfRows(view)
    const found: number[] = []
    for (let days = 200; days < 3 * TURNS; days += 11) {
      const clocks = { asOf: addDays(FIRST, days), knownAt: TODAY }
      const answer = gaps.respond({
        view,
        today: TODAY,
        clocks,
        parameters: { party: 'one', not_party: 'other' },
      })
      expect(readings).not.toHaveBeenCalled()
      const [one, other] = TREATIES.map((each) => reading.lawOf(each).positionAt(clocks).rows)
      const rows = [...(one?.values() ?? [])].filter(
        ({ participant, status }) => isBound(status) && !isBound(other?.get(participant)?.status ?? 'none'),
      )
      expect(
        answer.gaps.map(({ participant, status, consent_date, entry_into_force, not_party_status }) => [
          participant,
          status,
          consent_date,
          entry_into_force,
          not_party_status,
        ]),
      ).toEqual(
        rows.map(({ participant, status, consent_date, entry_into_force }) => [
          participant,
          status,
          consent_date,
          entry_into_force,
          other?.get(participant)?.status ?? 'none',
        ]),
      )
      expect(readings).toHaveBeenCalledTimes(TREATIES.length)
      readings.mockClear()
      found.push(rows.length)
    }
    expect(Math.min(...found)).toBeLessThan(Math.max(...found))
    expect(Math.max(...found)).toBeGreaterThan(1)
  })
})
